package dev.quantmask.server.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.text.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Optional;

/** Says where JSON is broken, without Jackson's advice on which of its features to switch. */
public final class JsonErrors {
  private JsonErrors() {}

  /** A sentence about the body, or empty when it can be read. */
  public static Optional<String> firstError(ObjectMapper mapper, byte[] body) {
    try {
      parse(mapper, body);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * @throws ProblemException when the body cannot be read
   */
  public static JsonNode parse(ObjectMapper mapper, byte[] body) {
    try {
      JsonNode json = mapper.readTree(body);
      if (json.isMissingNode()) {
        throw ProblemException.badRequest("the body is empty: expected a JSON object");
      }
      return json;
    } catch (IOException e) {
      throw problem(e);
    }
  }

  /**
   * @param e thrown by Jackson
   */
  public static ProblemException problem(IOException e) {
    if (e instanceof StreamConstraintsException limit) {
      return notJson("nested too deep, too many values, or a number or name too long", limit);
    }
    if (e instanceof JsonEOFException end) {
      return notJson("it ends too early", end);
    }
    if (e instanceof JsonParseException syntax) {
      return notJson("a value, a name or a separator is wrong", syntax);
    }
    if (e instanceof JsonProcessingException rest) {
      return notJson("expected nothing behind the value", rest);
    }
    return ProblemException.badRequest(
        e instanceof CharConversionException
            ? "the body is not JSON: expected text in UTF-8"
            : "the body cannot be read");
  }

  private static ProblemException notJson(String what, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : Text.format(" (line %d, column %d)", at.getLineNr(), at.getColumnNr());
    return ProblemException.badRequest("the body is not JSON: %s%s", what, where);
  }
}
