package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;

/** Invokes the function through Quarkus' event server, which its runtime asks for events. */
final class Lambda {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Lambda() {}

  /** What an invocation gives that has not failed. */
  static JsonNode invoke(String event) throws Exception {
    return outcome(event, false);
  }

  /** The message of an invocation that has failed. */
  static String failure(String event) throws Exception {
    JsonNode error = outcome(event, true);
    assertThat(error.get("errorType").textValue()).isEqualTo(InvocationException.class.getName());
    return error.get("errorMessage").textValue();
  }

  static JsonNode outcome(String event, boolean failed) throws Exception {
    HttpResponse<String> response = send(event);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(failed ? 500 : 200);
    return MAPPER.readTree(response.body());
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(String event) throws Exception {
    int port =
        ConfigProvider.getConfig()
            .getValue("quarkus.lambda.mock-event-server.test-port", Integer.class);
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/_lambda_"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A request as a function URL sends it: a body in base64. */
  static ObjectNode request(String path, String query, String contentType, byte[] body) {
    ObjectNode event = MAPPER.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", path).put("rawQueryString", query);
    event.putObject("headers").put("content-type", contentType);
    event
        .putObject("requestContext")
        .put("stage", "$default")
        .putObject("http")
        .put("method", "POST")
        .put("path", path);
    event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    return event;
  }

  /** The detail of a problem, whose form is checked. */
  static String problem(JsonNode response, int status) throws IOException {
    assertThat(response.get("statusCode").intValue()).as(response.toString()).isEqualTo(status);
    assertThat(response.at("/headers/Content-Type").textValue())
        .isEqualTo("application/problem+json");
    return problem(response.get("body").textValue(), status);
  }

  static String problem(String json, int status) throws IOException {
    JsonNode problem = MAPPER.readTree(json);
    assertThat(problem.get("status").intValue()).as(json).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotBlank();
    assertThat(json).doesNotContain("Exception", "dev.quantmask", "java.");
    return problem.get("detail").textValue();
  }
}
