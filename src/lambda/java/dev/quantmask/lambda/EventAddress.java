package dev.quantmask.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.Endpoint;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a request of HTTP goes: its path and its query. */
final class EventAddress {
  private EventAddress() {}

  /**
   * The path as the endpoints know it. What stands before it depends on the kind of API, on its
   * stage and on the mapping of its domain, and only in some of them it is part of the path; so the
   * first form that is an endpoint counts.
   */
  static String path(JsonNode event) {
    String sent =
        texts(event, "/rawPath", "/path", "/requestContext/http/path", "/requestContext/path")
            .findFirst()
            .orElseThrow(() -> ProblemException.badRequest("path: expected a path, found none"));
    String stage = "/" + Fields.text(event.at("/requestContext/stage"));
    String withoutStage =
        stage.length() > 1 && (sent + "/").startsWith(stage + "/")
            ? sent.substring(stage.length())
            : sent;
    Stream<String> proxy =
        texts(event, "/pathParameters/proxy").map(path -> path.startsWith("/") ? path : "/" + path);
    return Stream.of(Stream.of(sent, withoutStage), proxy, texts(event, "/resource"))
        .flatMap(paths -> paths)
        .filter(path -> Endpoint.at(path).isPresent())
        .findFirst()
        .orElse(withoutStage.isEmpty() ? "/" : withoutStage);
  }

  private static Stream<String> texts(JsonNode event, String... pointers) {
    return Stream.of(pointers)
        .map(pointer -> Fields.text(event.at(pointer)))
        .filter(text -> !text.isEmpty());
  }

  /** The query as it was sent, without the question mark. */
  static String query(HttpForm form, JsonNode event) {
    return switch (form) {
      case PAYLOAD_2 -> Fields.text(event.path("rawQueryString"));
      // A load balancer hands parameters on as they were sent, API Gateway decodes them.
      case LOAD_BALANCER -> query(event, false);
      case PAYLOAD_1 -> query(event, true);
    };
  }

  private static String query(JsonNode event, boolean decoded) {
    return values(event, "multiValueQueryStringParameters", "queryStringParameters")
        .entrySet()
        .stream()
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(
                        value ->
                            decoded
                                ? encode(parameter.getKey()) + "=" + encode(value)
                                : parameter.getKey() + "=" + value))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /**
   * Reads the values by name. The field that has lists comes first, because the other one has only
   * one value of each name.
   */
  static Map<String, List<String>> values(JsonNode event, String several, String one) {
    JsonNode lists = event.path(several);
    JsonNode fields = lists.isEmpty() ? event.path(one) : lists;
    Map<String, List<String>> values = new LinkedHashMap<>();
    fields
        .fields()
        .forEachRemaining(
            field -> {
              List<String> texts = new ArrayList<>();
              (field.getValue().isArray() ? field.getValue() : List.of(field.getValue()))
                  .forEach(value -> texts.add(Fields.text(value)));
              values.put(field.getKey(), texts);
            });
    return values;
  }
}
