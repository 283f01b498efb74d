package dev.quantmask.function;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Says where JSON is broken, without Jackson's advice on which of its features to switch. */
final class JsonSyntax {
  private JsonSyntax() {}

  /** A sentence about the body, or empty when it can be read. */
  static Optional<String> firstError(ObjectMapper mapper, byte[] body) {
    try {
      return mapper.readTree(body).isMissingNode()
          ? Optional.of("the body is empty: expected a JSON object")
          : Optional.empty();
    } catch (StreamConstraintsException e) {
      return notJson("nested too deep, or a number or name too long", e);
    } catch (JsonParseException e) {
      return notJson(e.getOriginalMessage().split(": enable ", 2)[0], e);
    } catch (JsonProcessingException e) {
      return notJson("expected nothing behind the value", e);
    } catch (IOException e) {
      return Optional.of("the body cannot be read");
    }
  }

  /**
   * @throws ProblemException when it cannot be read
   */
  static JsonNode parse(ObjectMapper mapper, byte[] body) {
    Optional<String> error = firstError(mapper, body);
    if (error.isPresent()) {
      throw new ProblemException(400, error.get());
    }
    try {
      return mapper.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("it was JSON a moment ago", e);
    }
  }

  private static Optional<String> notJson(String what, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    return Optional.of("the body is not JSON: " + what + where);
  }
}
