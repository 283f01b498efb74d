package dev.quantmask.server.openinference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.server.problem.ProblemException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Values of the types that the protocol has, or an error that names the field. */
final class JsonFields {
  private JsonFields() {}

  static void expect(JsonParser parser, JsonToken expected, String where) {
    if (parser.currentToken() != expected) {
      throw ProblemException.badRequest(
          "%s: expected %s, found %s", where, describe(expected), describe(parser.currentToken()));
    }
  }

  static String text(JsonParser parser, String where) throws IOException {
    expect(parser, JsonToken.VALUE_STRING, where);
    return parser.getText();
  }

  /**
   * An object of {@code $parameters}: texts, numbers and booleans by name.
   *
   * @param known the names that have a meaning here
   */
  static ObjectNode parameters(JsonParser parser, String where, Set<String> known)
      throws IOException {
    expect(parser, JsonToken.START_OBJECT, where);
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      InferenceRequest.requireKnown(name, where, known);
      if (!parser.nextToken().isScalarValue()) {
        throw ProblemException.badRequest(
            "%s.%s: expected a text, a number or a boolean", where, name);
      }
      parameters.set(name, parser.readValueAsTree());
    }
    return parameters;
  }

  /**
   * @param node an object, or missing
   */
  static boolean flag(JsonNode node, String name, String where, boolean otherwise) {
    JsonNode flag = node.path(name);
    if (flag.isMissingNode()) {
      return otherwise;
    }
    if (!flag.isBoolean()) {
      throw ProblemException.badRequest("%s.%s: expected true or false", where, name);
    }
    return flag.booleanValue();
  }

  private static String describe(JsonToken token) {
    if (token == null) {
      return "the end";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT -> "a whole number";
      default -> token.name().toLowerCase(Locale.ROOT).replace("value_", "").replace('_', ' ');
    };
  }
}
