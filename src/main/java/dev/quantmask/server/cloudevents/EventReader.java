package dev.quantmask.server.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An event out of a request, in either mode of CloudEvents' HTTP binding: structured, all of it in
 * a JSON body, or binary, its attributes in {@code ce-} headers and its data in the body. Messages
 * of other protocols are read in the same way, with the names that headers have in HTTP.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     binding</a>
 */
public final class EventReader {
  private static final Set<String> VERSIONS = Set.of("1.0", "0.3");

  /** Of attributes that are headers of the answer. */
  private static final int LONGEST = 1_024;

  private static final String ATTRIBUTE = "ce-";
  private static final String VERSION_HEADER = ATTRIBUTE + "specversion";

  private static final String EXPECTED =
      "expected attributes as their specification has them, and data or data_base64";

  private EventReader() {}

  /** Reads the event of a request, whose headers have attributes percent-encoded. */
  static CloudEvent ofRequest(MultiMap headers, byte[] body, ObjectMapper mapper) {
    MultiMap decoded = MultiMap.caseInsensitiveMultiMap();
    headers.forEach((name, value) -> decoded.add(name, EventHeader.decoded(value)));
    return read(decoded, body, mapper);
  }

  /** Returns whether a message is meant to be an event. */
  public static boolean isEvent(MultiMap headers) {
    return isStructured(headers.get(HttpHeaders.CONTENT_TYPE)) || headers.contains(VERSION_HEADER);
  }

  /**
   * Reads an event.
   *
   * @param headers as HTTP names them, their values as text
   * @param mapper one that knows CloudEvents
   * @throws ProblemException when this is not an event
   */
  public static CloudEvent read(MultiMap headers, byte[] body, ObjectMapper mapper) {
    return isStructured(headers.get(HttpHeaders.CONTENT_TYPE))
        ? structured(body, mapper)
        : binary(headers, body);
  }

  private static boolean isStructured(String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith(JsonFormat.CONTENT_TYPE);
  }

  private static CloudEvent structured(byte[] body, ObjectMapper mapper) {
    JsonNode json = JsonErrors.parse(mapper, body);
    if (!json.isObject()) {
      throw notAnEvent("expected a JSON object");
    }
    checkAttributes(name -> json.path(name).textValue());
    try {
      return mapper.treeToValue(json, CloudEvent.class);
    } catch (JsonProcessingException | CloudEventRWException e) {
      throw notAnEvent(EXPECTED);
    }
  }

  private static CloudEvent binary(MultiMap headers, byte[] body) {
    if (!headers.contains(VERSION_HEADER)) {
      throw notAnEvent(
          "expected the header ce-specversion, or Content-Type: " + JsonFormat.CONTENT_TYPE);
    }
    checkAttributes(name -> headers.get(ATTRIBUTE + name));
    try {
      return HttpMessageFactory.createReader(each -> headers.forEach(each::accept), body).toEvent();
    } catch (CloudEventRWException | IllegalStateException e) {
      throw notAnEvent(EXPECTED);
    }
  }

  /**
   * Checks what the library would report in its own words, and the lengths of what goes into the
   * answer.
   */
  private static void checkAttributes(UnaryOperator<String> attribute) {
    String version = attribute.apply("specversion");
    if (version == null || !VERSIONS.contains(version)) {
      throw notAnEvent(
          version == null
              ? "specversion: expected 1.0 or 0.3, found none"
              : Text.format(
                  "specversion: expected 1.0 or 0.3, found \"%s\"", TextExcerpt.of(version)));
    }
    for (String name : List.of("id", "source", "type")) {
      String value = attribute.apply(name);
      if (value == null || value.isEmpty()) {
        throw notAnEvent(name + ": expected a text, found none");
      }
    }
    for (String name : List.of("id", "subject")) {
      String value = attribute.apply(name);
      if (value != null && value.length() > LONGEST) {
        throw notAnEvent(
            Text.format(
                "%s: expected at most %d characters, found %d", name, LONGEST, value.length()));
      }
    }
  }

  private static ProblemException notAnEvent(String why) {
    return ProblemException.badRequest("not a CloudEvent: %s", why);
  }
}
