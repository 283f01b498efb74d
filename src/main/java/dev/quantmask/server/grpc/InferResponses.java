package dev.quantmask.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.quantmask.detection.Detections;
import dev.quantmask.server.openinference.InferenceRequest.RequestedOutput;
import dev.quantmask.server.openinference.ModelMetadata;
import dev.quantmask.server.openinference.TensorMetadata;
import dev.quantmask.server.openinference.TensorSink;
import inference.InferTensorContents;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Makes responses: raw ones to requests whose input was raw, typed ones to the others. */
final class InferResponses {
  private InferResponses() {}

  /**
   * @param images what was found, by image
   */
  static ModelInferResponse of(
      String model, InferRequestReader.Call call, List<Detections> images) {
    ModelInferResponse.Builder response =
        ModelInferResponse.newBuilder().setModelName(model).setModelVersion(ModelMetadata.VERSION);
    if (call.request().id() != null) {
      response.setId(call.request().id());
    }
    for (RequestedOutput requested : call.request().outputs()) {
      TensorMetadata tensor = requested.output().metadata(images);
      InferOutputTensor.Builder output =
          InferOutputTensor.newBuilder()
              .setName(tensor.name())
              .setDatatype(tensor.datatype())
              .addAllShape(tensor.shape());
      if (call.isRaw()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        requested.output().write(images, new TensorSink.Binary(bytes));
        response.addRawOutputContents(UnsafeByteOperations.unsafeWrap(bytes.toByteArray()));
      } else {
        requested.output().write(images, new Typed(output.getContentsBuilder()));
      }
      response.addOutputs(output);
    }
    return response.build();
  }

  /** Elements in the fields of their types. */
  private record Typed(InferTensorContents.Builder contents) implements TensorSink {
    @Override
    public void number(float value) {
      contents.addFp32Contents(value);
    }

    @Override
    public void number(long value) {
      contents.addInt64Contents(value);
    }

    @Override
    public void text(String value) {
      contents.addBytesContents(ByteString.copyFromUtf8(value));
    }
  }
}
