package dev.quantmask.server.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.server.openinference.InferenceRequest.RequestedOutput;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads requests: JSON, and behind it what the binary tensor data extension has there. Tokens and
 * no tree: as nodes the pixels of an image would take twenty times their memory.
 *
 * @see <a
 *     href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">REST</a>
 * @see <a
 *     href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">binary
 *     tensor data</a>
 */
public final class InferenceRequestReader {
  private static final String BINARY = "binary_data";
  private static final String BINARY_OUTPUT = "binary_data_output";
  private static final Set<String> PARAMETERS =
      Stream.concat(InferenceRequest.PARAMETERS.stream(), Stream.of(BINARY_OUTPUT))
          .collect(Collectors.toUnmodifiableSet());

  private final ObjectMapper mapper;

  public InferenceRequestReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads one.
   *
   * @param jsonLength bytes of the body that are JSON
   * @throws IOException when that is not JSON
   * @throws ProblemException when it is not a request of the protocol
   */
  public InferenceRequest read(byte[] body, int jsonLength) throws IOException {
    if (body.length == 0) {
      throw ProblemException.badRequest(
          "the body is empty: expected a JSON object with \"inputs\"");
    }
    if (jsonLength < 1 || jsonLength > body.length) {
      throw ProblemException.badRequest(
          "the JSON of the request: expected 1 to %d bytes, as the body has, found %d",
          body.length, jsonLength);
    }
    try (JsonParser parser = mapper.createParser(body, 0, jsonLength)) {
      // Parts of the object are read as trees: there, something follows.
      parser.setCodec(mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
      parser.nextToken();
      InferenceRequest request = request(parser, body, jsonLength);
      if (parser.nextToken() != null) {
        throw ProblemException.badRequest("expected nothing behind the JSON object");
      }
      return request;
    }
  }

  private InferenceRequest request(JsonParser parser, byte[] body, int jsonLength)
      throws IOException {
    String id = null;
    ObjectNode parameters = mapper.createObjectNode();
    InputTensor input = null;
    List<NamedOutput> outputs = List.of();
    JsonFields.expect(parser, JsonToken.START_OBJECT, "the body");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = JsonFields.text(parser, name);
        case "parameters" -> parameters = JsonFields.parameters(parser, name, PARAMETERS);
        case "inputs" -> input = onlyInput(parser, body, jsonLength);
        case "outputs" -> outputs = outputs(parser);
        default -> parser.skipChildren();
      }
    }
    boolean binary = JsonFields.flag(parameters, BINARY_OUTPUT, "parameters", false);
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
      throw ProblemException.badRequest("inputs: expected one tensor, found more");
    }
    return input;
  }

  /** With {@code binary} null where the output does not say. */
  private record NamedOutput(Output output, Boolean binary) {}

  private static List<NamedOutput> outputs(JsonParser parser) throws IOException {
    JsonFields.expect(parser, JsonToken.START_ARRAY, "outputs");
    List<NamedOutput> outputs = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String where = Text.format("outputs[%d]", outputs.size());
      Output.checkCount(outputs.size(), where);
      outputs.add(output(parser, where));
    }
    return outputs;
  }

  private static NamedOutput output(JsonParser parser, String where) throws IOException {
    JsonFields.expect(parser, JsonToken.START_OBJECT, where);
    String tensor = "";
    Boolean binary = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "name" -> tensor = JsonFields.text(parser, where + ".name");
        case "parameters" -> binary = binary(parser, where + ".parameters");
        default -> parser.skipChildren();
      }
    }
    return new NamedOutput(Output.named(tensor, where + ".name"), binary);
  }

  private static Boolean binary(JsonParser parser, String where) throws IOException {
    ObjectNode parameters = JsonFields.parameters(parser, where, Set.of(BINARY));
    return parameters.has(BINARY) ? JsonFields.flag(parameters, BINARY, where, false) : null;
  }

  /** All but what is large, when none is named. */
  private static List<RequestedOutput> requested(List<NamedOutput> outputs, boolean binary) {
    if (outputs.isEmpty()) {
      return InferenceRequest.unnamed(binary);
    }
    return outputs.stream()
        .map(
            output ->
                new RequestedOutput(output.output, output.binary == null ? binary : output.binary))
        .toList();
  }
}
