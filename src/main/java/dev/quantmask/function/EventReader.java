package dev.quantmask.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/**
 * An event out of a request, in either mode of CloudEvents' HTTP binding: structured, all of it in
 * a JSON body, or binary, its attributes in {@code ce-} headers and its data in the body.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     binding</a>
 */
final class EventReader {
  private EventReader() {}

  /**
   * @param mapper one that knows CloudEvents
   * @throws ProblemException when this is not an event
   */
  static CloudEvent read(MultiMap headers, byte[] body, ObjectMapper mapper) {
    return isStructured(headers.get(HttpHeaders.CONTENT_TYPE))
        ? structured(body, mapper)
        : binary(headers, body);
  }

  private static boolean isStructured(String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith(JsonFormat.CONTENT_TYPE);
  }

  private static CloudEvent structured(byte[] body, ObjectMapper mapper) {
    JsonNode json = JsonSyntax.parse(mapper, body);
    if (!json.isObject()) {
      throw notAnEvent("expected a JSON object");
    }
    try {
      return mapper.treeToValue(json, CloudEvent.class);
    } catch (JsonProcessingException e) {
      throw notAnEvent(e.getOriginalMessage());
    } catch (CloudEventRWException e) {
      throw notAnEvent(e.getMessage());
    }
  }

  private static CloudEvent binary(MultiMap headers, byte[] body) {
    if (!headers.contains("ce-specversion")) {
      throw notAnEvent(
          "expected the header ce-specversion, or Content-Type: " + JsonFormat.CONTENT_TYPE);
    }
    try {
      return HttpMessageFactory.createReader(
              each ->
                  headers.forEach((name, value) -> each.accept(name, EventHeader.decoded(value))),
              body)
          .toEvent();
    } catch (CloudEventRWException | IllegalStateException e) {
      throw notAnEvent(e.getMessage());
    }
  }

  private static ProblemException notAnEvent(String why) {
    return ProblemException.badRequest("not a CloudEvent: %s", why);
  }
}
