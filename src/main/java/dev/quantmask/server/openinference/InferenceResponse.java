package dev.quantmask.server.openinference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.Detections;
import dev.quantmask.server.openinference.InferenceRequest.RequestedOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An answer: JSON, and behind it what was asked for in binary.
 *
 * @param jsonLength bytes of the body that are JSON
 * @param hasBinary whether anything was asked for behind it, even if that is of no bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InferenceResponse(byte[] body, int jsonLength, boolean hasBinary) {
  /**
   * Writes it.
   *
   * @param images what was found, by image
   */
  public static InferenceResponse of(
      String model, InferenceRequest request, List<Detections> images, ObjectMapper mapper) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    try (JsonGenerator generator = mapper.createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("model_name", model);
      generator.writeStringField("model_version", ModelMetadata.VERSION);
      if (request.id() != null) {
        generator.writeStringField("id", request.id());
      }
      generator.writeArrayFieldStart("outputs");
      for (RequestedOutput output : request.outputs()) {
        write(output, images, generator, binary);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is always there
    }
    int jsonLength = json.size();
    json.writeBytes(binary.toByteArray());
    boolean hasBinary = request.outputs().stream().anyMatch(RequestedOutput::binary);
    return new InferenceResponse(json.toByteArray(), jsonLength, hasBinary);
  }

  private static void write(
      RequestedOutput requested,
      List<Detections> images,
      JsonGenerator generator,
      ByteArrayOutputStream binary)
      throws IOException {
    TensorMetadata tensor = requested.output().metadata(images);
    generator.writeStartObject();
    generator.writeStringField("name", tensor.name());
    generator.writeStringField("datatype", tensor.datatype());
    generator.writePOJOField("shape", tensor.shape());
    if (requested.binary()) {
      int before = binary.size();
      requested.output().write(images, new TensorSink.Binary(binary));
      generator.writeObjectFieldStart("parameters");
      generator.writeNumberField("binary_data_size", binary.size() - before);
      generator.writeEndObject();
    } else {
      generator.writeArrayFieldStart("data");
      requested.output().write(images, new TensorSink.Json(generator));
      generator.writeEndArray();
    }
    generator.writeEndObject();
  }
}
