package dev.quantmask.server.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.server.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code inputs[0]}. */
final class InputReader {
  private static final String WHERE = "inputs[0]";
  private static final int MOST_DIMENSIONS = 8;
  private static final int MOST_TEXTS = 1_024; // as many images can be configured
  private static final Set<String> PARAMETERS = Set.of("binary_data_size", "content_type");

  private final JsonParser parser;
  private final byte[] body;
  private final int jsonLength;

  InputReader(JsonParser parser, byte[] body, int jsonLength) {
    this.parser = parser;
    this.body = body;
    this.jsonLength = jsonLength;
  }

  InputTensor read() throws IOException {
    String tensor = null;
    String datatype = null;
    List<Long> shape = null;
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    InputTensor.Content data = null;
    JsonFields.expect(parser, JsonToken.START_OBJECT, WHERE);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String where = WHERE + "." + name;
      parser.nextToken();
      switch (name) {
        case "name" -> tensor = JsonFields.text(parser, where);
        case "datatype" -> datatype = JsonFields.text(parser, where);
        case "shape" -> shape = shape(where);
        case "parameters" -> parameters = JsonFields.parameters(parser, where, PARAMETERS);
        case "data" -> data = data(where);
        default -> parser.skipChildren();
      }
    }
    require(tensor, "name");
    require(datatype, "datatype");
    require(shape, "shape");
    InputTensor.Content content = content(parameters.get("binary_data_size"), data);
    String contentType = parameters.path("content_type").asText(null);
    return new InputTensor(tensor, datatype, shape, contentType, content);
  }

  private static void require(Object value, String name) {
    if (value == null) {
      throw ProblemException.badRequest("%s.%s: expected one, found none", WHERE, name);
    }
  }

  private List<Long> shape(String where) throws IOException {
    JsonFields.expect(parser, JsonToken.START_ARRAY, where);
    List<Long> shape = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonFields.expect(parser, JsonToken.VALUE_NUMBER_INT, where);
      if (shape.size() == MOST_DIMENSIONS) {
        throw ProblemException.badRequest(
            "%s: expected at most %d lengths", where, MOST_DIMENSIONS);
      }
      shape.add(
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : parser.getLongValue());
    }
    return shape;
  }

  /** Flat, or nested as the shape is. */
  private InputTensor.Content data(String where) throws IOException {
    JsonFields.expect(parser, JsonToken.START_ARRAY, where);
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    List<String> texts = new ArrayList<>();
    for (int depth = 1; depth > 0; ) {
      switch (parser.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT -> numbers.write(unsignedByte(where, numbers.size()));
        case VALUE_STRING -> texts.add(text(where, texts.size()));
        default ->
            throw ProblemException.badRequest(
                "%s: expected whole numbers or texts, found %.40s", where, parser.getText());
      }
    }
    if (texts.isEmpty()) {
      return new InputTensor.Numbers(numbers.toByteArray());
    }
    if (numbers.size() > 0) {
      throw ProblemException.badRequest("%s: expected numbers or texts, found both", where);
    }
    return new InputTensor.Texts(texts);
  }

  private String text(String where, int index) throws IOException {
    if (index == MOST_TEXTS) {
      throw ProblemException.badRequest("%s: expected at most %d texts", where, MOST_TEXTS);
    }
    return parser.getText();
  }

  private int unsignedByte(String where, int index) throws IOException {
    boolean small = parser.getNumberType() == JsonParser.NumberType.INT;
    int value = small ? parser.getIntValue() : -1;
    if (value < 0 || value > 255) {
      throw ProblemException.badRequest(
          "%s, element %d: expected 0 to 255, found %.20s", where, index, parser.getText());
    }
    return value;
  }

  private InputTensor.Content content(JsonNode binarySize, InputTensor.Content data) {
    if (binarySize == null) {
      require(data, "data");
      return data;
    }
    if (data != null) {
      throw ProblemException.badRequest(
          "%s: expected data or parameters.binary_data_size, found both", WHERE);
    }
    int found = body.length - jsonLength;
    if (!binarySize.isIntegralNumber() || binarySize.longValue() != found) {
      throw ProblemException.badRequest(
          "%s.parameters.binary_data_size: expected %d, the bytes behind the JSON, found %.20s",
          WHERE, found, binarySize.asText());
    }
    return new InputTensor.Binary(body, jsonLength, found);
  }
}
