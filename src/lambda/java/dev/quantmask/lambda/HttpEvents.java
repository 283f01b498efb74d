package dev.quantmask.lambda;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.detections.DetectionService;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.request.RequestTimeout;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Requests of HTTP: the same endpoints and answers as of the service, in the form of an event. */
@Singleton
final class HttpEvents {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "keep-alive", "transfer-encoding");

  private static final Pattern WORD = Pattern.compile("(^|-)[a-z]");

  private final DetectionService service;
  private final LocalServer server;
  private final ObjectMapper mapper;

  HttpEvents(DetectionService service, LocalServer server, ObjectMapper mapper) {
    this.service = service;
    this.server = server;
    this.mapper = mapper;
  }

  /**
   * What they take for a response. API Gateway refuses fields that it does not know.
   *
   * @param statusDescription for a load balancer
   * @param headers null where the values are lists
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Response(
      int statusCode,
      String statusDescription,
      Map<String, String> headers,
      Map<String, List<String>> multiValueHeaders,
      String body,
      boolean isBase64Encoded) {}

  byte[] answer(JsonNode event, TimeBudget time) throws IOException {
    HttpForm form = HttpForm.of(event).orElseThrow();
    try {
      HttpEvent request = HttpEvent.of(form, event);
      Duration timeout = service.timeout(askedTimeout(request), time.remaining());
      return AnswerLimit.checked(write(form, event, server.send(request, timeout)));
    } catch (IOException | RuntimeException e) {
      return write(form, event, HttpReply.of(ProblemMapping.of(e)));
    }
  }

  /** Null where the request asks for none; the server reads it of requests with a body only. */
  private static String askedTimeout(HttpEvent request) {
    return request.method().equals("POST")
        ? request.header(RequestTimeout.HEADER).orElse(null)
        : null;
  }

  private byte[] write(HttpForm form, JsonNode event, HttpReply reply) throws IOException {
    boolean balancer = form == HttpForm.LOAD_BALANCER;
    // A balancer whose requests have lists reads nothing else in responses.
    boolean lists = balancer && event.path("multiValueHeaders").isObject();
    Map<String, List<String>> headers = headers(reply);
    Map<String, String> lines = new TreeMap<>();
    headers.forEach((name, values) -> lines.put(name, String.join(", ", values)));
    String text = reply.text().orElse(null);
    return mapper.writeValueAsBytes(
        new Response(
            reply.status(),
            balancer ? HttpResponseStatus.valueOf(reply.status()).toString() : null,
            lists ? null : lines,
            lists ? headers : null,
            text == null ? Base64.getEncoder().encodeToString(reply.body()) : text,
            text == null));
  }

  /** Returns the headers by names such as Content-Type. */
  private static Map<String, List<String>> headers(HttpReply reply) {
    Map<String, List<String>> headers = new TreeMap<>();
    reply
        .headers()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!OF_THE_CONNECTION.contains(lower)) {
                headers.put(
                    WORD.matcher(lower).replaceAll(word -> word.group().toUpperCase(Locale.ROOT)),
                    values);
              }
            });
    return headers;
  }
}
