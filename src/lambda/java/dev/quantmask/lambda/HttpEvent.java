package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request in payload version 2.0.
 *
 * @param path without the stage
 * @param query as it was sent, without the question mark
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
record HttpEvent(
    String method, String path, String query, Map<String, String> headers, byte[] body) {
  private static final String DEFAULT_STAGE = "$default";

  static HttpEvent of(JsonNode event) {
    return new HttpEvent(
        event.at("/requestContext/http/method").asText(),
        path(event),
        event.path("rawQueryString").asText(),
        headers(event.path("headers")),
        body(event));
  }

  private static String path(JsonNode event) {
    String path = event.path("rawPath").asText();
    String stage = "/" + event.at("/requestContext/stage").asText(DEFAULT_STAGE);
    return path.startsWith(stage + "/") ? path.substring(stage.length()) : path;
  }

  private static Map<String, String> headers(JsonNode headers) {
    Map<String, String> byName = new TreeMap<>();
    headers
        .fields()
        .forEachRemaining(
            header ->
                byName.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    return byName;
  }

  private static byte[] body(JsonNode event) {
    String body = event.path("body").asText();
    if (!event.path("isBase64Encoded").asBoolean()) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("body: not base64: %s", e.getMessage());
    }
  }

  /** Null when there is none. */
  String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
