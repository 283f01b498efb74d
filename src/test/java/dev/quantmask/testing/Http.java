package dev.quantmask.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.text.Text;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Requests to the service under test, byte by byte. */
public final class Http {
  /** Headers of an image as a CloudEvent in binary mode. */
  public static final String[] EVENT = {
    "Content-Type", "application/octet-stream",
    "ce-specversion", "1.0",
    "ce-type", "dev.quantmask.frame",
    "ce-source", "/games/7",
    "ce-id", "42"
  };

  public static final String[] JSON = {"Content-Type", "application/json"};

  /** A tensor of one pixel. */
  public static final String TENSOR =
      "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,3],\"data\":[1,2,3]}]}";

  /**
   * One for the whole JVM: the thread of a client holds the class loader that made it, and with it
   * one of the services that tests start, 80 MB each.
   */
  private static final HttpClient CLIENT =
      (HttpClient)
          System.getProperties()
              .computeIfAbsent(
                  Http.class.getName(),
                  name -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Http() {}

  public static HttpResponse<byte[]> function(String body) throws Exception {
    return send("POST", "/detect", bytes(body), JSON);
  }

  /**
   * @param more further properties, each with a comma before it
   */
  public static HttpResponse<byte[]> function(byte[] image, String more) throws Exception {
    return function(functionJson(image, more));
  }

  public static String functionJson(byte[] image, String more) {
    String base64 = Base64.getEncoder().encodeToString(image);
    return Text.format("{\"image\": \"%s\"%s}", base64, more);
  }

  public static HttpResponse<byte[]> raw(byte[] body, String query) throws Exception {
    return send(
        "POST",
        "/v1/detections" + query,
        BodyPublishers.ofByteArray(body),
        "Content-Type",
        "application/octet-stream");
  }

  /** An image as a CloudEvent in binary mode. */
  public static HttpResponse<byte[]> event(byte[] image) throws Exception {
    return send("POST", "/events", BodyPublishers.ofByteArray(image), EVENT);
  }

  /** An image as a tensor of the default model, JSON in and out. */
  public static HttpResponse<byte[]> infer(byte[] image) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(image);
    String tensor =
        "{\"inputs\": [{\"name\": \"encoded_image\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"%s\"]}]}";
    return send("POST", "/v2/models/default/infer", bytes(Text.format(tensor, base64)), JSON);
  }

  public static HttpResponse<byte[]> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return send(CLIENT, base(), method, path, body, headers);
  }

  /**
   * @param base scheme, host and port
   * @param headers names and values; a name may come several times
   */
  public static HttpResponse<byte[]> send(
      HttpClient client,
      String base,
      String method,
      String path,
      BodyPublisher body,
      String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  public static String base() {
    return "http://localhost:" + RestAssured.port;
  }

  /** A client that has a connection of this version; requests with a body are not upgraded. */
  public static HttpClient client(HttpClient.Version version)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    assertThat(send(client, base(), "GET", "/q/health/live", BodyPublishers.noBody()).version())
        .isEqualTo(version);
    return client;
  }

  public static BodyPublisher bytes(String text) {
    return BodyPublishers.ofString(text);
  }

  /** The memory of a body is freed after its response has been sent: a client may be faster. */
  public static void awaitNoBodies(DetectionServer server) throws InterruptedException {
    awaitUntil(() -> server.load().bodyBytes() == 0);
  }

  public static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Without a Content-Length. */
  public static BodyPublisher chunked(byte[] bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  public static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  /** One of the checks of a health answer: their order is anybody's. */
  public static JsonNode healthCheck(HttpResponse<byte[]> response, String name)
      throws IOException {
    for (JsonNode check : json(response).get("checks")) {
      if (check.get("name").textValue().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check is called " + name);
  }

  /** The detail of a problem, whose form is checked. */
  public static String problem(HttpResponse<byte[]> response, int status) throws IOException {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotBlank();
    assertThat(text).doesNotContain("Exception", "dev.quantmask", "java.", "jackson", "vertx");
    return problem.get("detail").textValue();
  }
}
