package dev.quantmask.function.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.function.inference.InferenceRequest.RequestedOutput;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads requests: JSON, and behind it what the binary tensor data extension has there. Tokens and
 * no tree: as nodes the pixels of a picture would take twenty times their memory.
 *
 * @see <a
 *     href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">REST</a>
 * @see <a
 *     href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">binary
 *     tensor data</a>
 */
public final class InferenceRequestReader {
  private final ObjectMapper mapper;

  public InferenceRequestReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads one.
   *
   * @param jsonLength bytes of the body that are JSON
   * @throws IOException when that is not JSON
   * @throws InferenceRequestException when it is not a request of the protocol
   */
  public InferenceRequest read(byte[] body, int jsonLength) throws IOException {
    if (jsonLength < 1 || jsonLength > body.length) {
      throw new InferenceRequestException(
          "the JSON of the request: expected 1 to %d bytes, as the body has, found %d",
          body.length, jsonLength);
    }
    try (JsonParser parser = mapper.createParser(body, 0, jsonLength)) {
      // Parts of the object are read as trees: there, something follows.
      parser.setCodec(mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
      parser.nextToken();
      InferenceRequest request = request(parser, body, jsonLength);
      if (parser.nextToken() != null) {
        throw new InferenceRequestException("expected nothing behind the JSON object");
      }
      return request;
    }
  }

  private InferenceRequest request(JsonParser parser, byte[] body, int jsonLength)
      throws IOException {
    String id = null;
    ObjectNode parameters = mapper.createObjectNode();
    InputTensor input = null;
    List<ObjectNode> outputs = List.of();
    JsonFields.expect(parser, JsonToken.START_OBJECT, "the body");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = JsonFields.text(parser, name);
        case "parameters" -> parameters = JsonFields.object(parser, name);
        case "inputs" -> input = onlyInput(parser, body, jsonLength);
        case "outputs" -> outputs = outputs(parser);
        default -> parser.skipChildren();
      }
    }
    if (input == null) {
      throw new InferenceRequestException("inputs: expected one tensor, found none");
    }
    boolean binary = JsonFields.flag(parameters, "binary_data_output", "parameters", false);
    return new InferenceRequest(id, parameters, input, requested(outputs, binary));
  }

  private static InputTensor onlyInput(JsonParser parser, byte[] body, int jsonLength)
      throws IOException {
    JsonFields.expect(parser, JsonToken.START_ARRAY, "inputs");
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return null;
    }
    InputTensor input = new InputReader(parser, body, jsonLength).read();
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw new InferenceRequestException("inputs: expected one tensor, found more");
    }
    return input;
  }

  private static List<ObjectNode> outputs(JsonParser parser) throws IOException {
    JsonFields.expect(parser, JsonToken.START_ARRAY, "outputs");
    List<ObjectNode> outputs = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String where = Text.format("outputs[%d]", outputs.size());
      if (outputs.size() == Output.values().length) {
        throw new InferenceRequestException("%s: expected each output once", where);
      }
      outputs.add(JsonFields.object(parser, where));
    }
    return outputs;
  }

  /** All but what is large, when none is named. */
  private static List<RequestedOutput> requested(List<ObjectNode> outputs, boolean binary) {
    if (outputs.isEmpty()) {
      return Output.UNASKED.stream().map(output -> new RequestedOutput(output, binary)).toList();
    }
    List<RequestedOutput> requested = new ArrayList<>();
    for (ObjectNode output : outputs) {
      String where = Text.format("outputs[%d]", requested.size());
      requested.add(
          new RequestedOutput(
              Output.named(output.path("name").asText(), where + ".name"),
              JsonFields.flag(
                  output.path("parameters"), "binary_data", where + ".parameters", binary)));
    }
    return requested;
  }
}
