package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request of HTTP, as the server of this process takes it.
 *
 * @param uri the path without a stage, and the query
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
record HttpEvent(String method, String uri, List<Header> headers, byte[] body) {
  private static final String HEALTH = "/q/health/";
  private static final String HEALTH_CHECK = "ELB-HealthChecker/";

  /** One line of the head of a request; a name may have several. */
  record Header(String name, String value) {}

  static HttpEvent of(HttpForm form, JsonNode event) {
    List<Header> headers = headers(event);
    String path = EventAddress.path(event);
    if (form == HttpForm.LOAD_BALANCER && isHealthCheck(headers) && !path.startsWith(HEALTH)) {
      path = HEALTH + "ready"; // whatever the target group asks for, "/" by default
    }
    String query = EventAddress.query(form, event);
    return new HttpEvent(
        method(form, event),
        query.isEmpty() ? path : path + "?" + query,
        headers,
        EventBody.of(event, find(headers, "Content-Type"), find(headers, "Content-Encoding")));
  }

  private static String method(HttpForm form, JsonNode event) {
    String field = form == HttpForm.PAYLOAD_2 ? "/requestContext/http/method" : "/httpMethod";
    String method = Fields.text(event.at(field));
    if (method.isEmpty()) {
      throw ProblemException.badRequest("%s: expected a method, found none", field);
    }
    return method;
  }

  private static List<Header> headers(JsonNode event) {
    List<Header> headers = new ArrayList<>();
    EventAddress.values(event, "multiValueHeaders", "headers")
        .forEach((name, values) -> values.forEach(each -> headers.add(new Header(name, each))));
    return headers;
  }

  private static boolean isHealthCheck(List<Header> headers) {
    return find(headers, "User-Agent").filter(agent -> agent.startsWith(HEALTH_CHECK)).isPresent();
  }

  private static Optional<String> find(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  Optional<String> header(String name) {
    return find(headers, name);
  }
}
