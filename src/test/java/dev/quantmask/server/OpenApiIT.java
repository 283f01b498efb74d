package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.quantmask.server.problem.RequestId;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.DetectionEndpointsIT;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.server.streaming.StreamIT;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.OpenApi;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.Scrape;
import dev.quantmask.testing.StreamClient;
import dev.quantmask.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the endpoints is served, and the service answers as it says. */
@QuarkusTest
@TestProfile(Profiles.Described.class)
class OpenApiIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DETECTIONS = "POST /v1/detections";
  private static final String BATCH = "POST /v1/detections/batch";
  private static final String INFER = "POST /v2/models/{name}/infer";

  @ConfigProperty(name = "quarkus.application.version")
  String version;

  @Inject Router router;

  private final OpenApi openApi;
  private final Map<String, JsonNode> operations;

  /** Operations with the status that they have answered, each checked. */
  private final Set<String> seen = new TreeSet<>();

  OpenApiIT() throws Exception {
    openApi = OpenApi.ofSource();
    operations = openApi.operations();
  }

  @Test
  void isServedAsItIsWritten() throws Exception {
    JsonNode expected = openApi.document();
    assertThat(expected.at("/info/version").textValue()).isEqualTo(version);
    HttpResponse<byte[]> yaml = Http.send("GET", "/q/openapi", BodyPublishers.noBody());
    check("GET /q/openapi", yaml);
    assertThat(sorted(OpenApi.yaml(yaml.body()))).isEqualTo(sorted(expected));
    HttpResponse<byte[]> json = Http.send("GET", "/q/openapi?format=json", BodyPublishers.noBody());
    check("GET /q/openapi", json);
    assertThat(sorted(Http.json(json))).isEqualTo(sorted(expected));
    HttpResponse<byte[]> neither =
        Http.send("GET", "/q/openapi?format=xml", BodyPublishers.noBody());
    check("GET /q/openapi", neither);
    assertThat(neither.statusCode()).isEqualTo(400);
  }

  /** As text, with fields in one order. */
  private static String sorted(JsonNode json) throws Exception {
    return MAPPER
        .writer()
        .with(SerializationFeature.INDENT_OUTPUT)
        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .writeValueAsString(MAPPER.treeToValue(json, Object.class));
  }

  /** Of what is not a resource: those {@code OpenApiTest} sees. A path for others ends with /. */
  @Test
  void everyRouteIsThere() {
    Set<String> paths =
        router.getRoutes().stream()
            .map(Route::getPath)
            .filter(path -> path != null && !path.endsWith("/"))
            .filter(
                path ->
                    !path.matches("/[\\w]+(\\.\\w+)+/\\w+")) // gRPC describes its methods itself
            .collect(Collectors.toSet());
    assertThat(paths).contains("/detect", "/v1/stream");
    assertThat(operations.keySet().stream().map(operation -> operation.split(" ", 2)[1]).toList())
        .containsAll(paths);
  }

  private void check(String operation, HttpResponse<byte[]> response) throws Exception {
    String what = operation + " " + response.statusCode();
    JsonNode described = operations.get(operation).at("/responses/" + response.statusCode());
    assertThat(described.isMissingNode()).as(what).isFalse();
    assertThat(response.headers().firstValue(RequestId.HEADER)).as(what).isPresent();
    String type =
        DetectionEndpoint.mediaType(response.headers().firstValue("Content-Type").orElseThrow());
    JsonNode content = described.at("/content/" + type.replace("/", "~1"));
    assertThat(content.isMissingNode()).as("%s as %s", what, type).isFalse();
    if (type.endsWith("json") && content.has("schema")) {
      assertThat(OpenApi.errors(content.get("schema"), Http.json(response))).as(what).isEmpty();
    }
    seen.add(what);
  }

  private void check(String operation, String query, BodyPublisher body, String... headers)
      throws Exception {
    String[] words = operation.split(" ", 2);
    String path = words[1].replace("{name}", "default").replace("{version}", "1");
    check(operation, Http.send(words[0], path + query, body, headers));
  }

  @Test
  void answersAreAsDescribed() throws Exception {
    for (String operation : operations.keySet()) {
      if (operation.startsWith("GET ")) {
        check(operation, "", BodyPublishers.noBody());
      }
    }
    sendExamples();
    sendImages();
    sendErrors();
    for (String operation : operations.keySet()) {
      String success =
          operation.equals("GET /v1/stream") ? " 426" : isOff(operation) ? " 403" : " 200";
      assertThat(seen).contains(operation + success);
    }
    for (int status : new int[] {200, 400, 404, 405, 406, 413, 415, 422, 500, 503, 504}) {
      assertThat(seen).contains(DETECTIONS + " " + status);
    }
  }

  /** Every body that is shown is one that is taken. */
  private void sendExamples() throws Exception {
    int sent = 0;
    for (Map.Entry<String, JsonNode> operation : operations.entrySet()) {
      for (var content : operation.getValue().at("/requestBody/content").properties()) {
        for (JsonNode example : content.getValue().path("examples")) {
          String body = example.get("value").toString();
          check(operation.getKey(), "", Http.bytes(body), "Content-Type", content.getKey());
          assertThat(seen).contains(operation.getKey() + " 200");
          sent++;
        }
      }
    }
    assertThat(sent).isGreaterThanOrEqualTo(8);
  }

  /** What the service refuses unless it is configured, {@code RepositoryIT} sees. */
  private static boolean isOff(String operation) {
    return operation.endsWith("load");
  }

  private void sendImages() throws Exception {
    byte[] png = TestImages.png();
    for (String masks : new String[] {"rle", "polygon", "none"}) {
      check(
          DETECTIONS,
          "?masks=" + masks,
          BodyPublishers.ofByteArray(png),
          "Content-Type",
          "image/png");
    }
    check(DETECTIONS, "", BodyPublishers.ofByteArray(png), "Accept", "image/png");
    check("POST /detect", Http.function(png, ""));
    check("POST /events", Http.event(png));
    check(INFER, Http.infer(png));
    check(
        INFER,
        "",
        Http.bytes(
            "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,1,3],\"datatype\":\"UINT8\",\"data\":[1,2,3]}],"
                + "\"parameters\":{\"binary_data_output\":true}}"));
  }

  private void sendErrors() throws Exception {
    byte[] png = TestImages.png();
    byte[] crashing = TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 5);
    byte[] large = new byte[Profiles.Serving.MAX_BODY + 1];
    check(DETECTIONS, Http.raw(png, "?minScore=2"));
    check(DETECTIONS, Http.raw(png, "?model=evil"));
    check(DETECTIONS, Http.raw(png, "?model=missing"));
    check(DETECTIONS, Http.send("PUT", "/v1/detections", BodyPublishers.ofByteArray(png)));
    check(DETECTIONS, "", BodyPublishers.ofByteArray(png), "Accept", "text/html");
    check(DETECTIONS, "", BodyPublishers.ofByteArray(png), "Content-Type", "text/plain");
    check(DETECTIONS, tooLate());
    for (DetectionEndpoint endpoint : DetectionEndpointsIT.REQUESTS) {
      String operation = operation(endpoint);
      String type =
          endpoint == DetectionEndpoint.OPENINFERENCE
              ? "application/json"
              : "application/octet-stream";
      check(operation, DetectionEndpointsIT.send(endpoint, new byte[] {1, 2, 3}));
      check(operation, DetectionEndpointsIT.send(endpoint, crashing));
      check(operation, DetectionEndpointsIT.send(endpoint, new byte[0]));
      String path = operation.split(" ", 2)[1].replace("{name}", "default");
      check(operation, Http.send("GET", path, BodyPublishers.noBody()));
      check(operation, Http.send("POST", path, Http.bytes("a"), "Content-Type", "text/plain"));
      if (endpoint.takes(type)) {
        check(
            operation,
            Http.send("POST", path, BodyPublishers.ofByteArray(large), "Content-Type", type));
      }
    }
    for (String operation : operations.keySet()) {
      if (isOff(operation)) {
        check(operation, "", Http.bytes("{}"));
      }
    }
    check("GET /v1/models", Http.send("POST", "/v1/models", Http.bytes("")));
    check("GET /v2/models/{name}", Http.send("GET", "/v2/models/no", BodyPublishers.noBody()));
    check(
        "GET /v2/models/{name}/ready",
        Http.send("GET", "/v2/models/no/ready", BodyPublishers.noBody()));
  }

  private static String operation(DetectionEndpoint endpoint) {
    return switch (endpoint) {
      case FUNQY -> "POST /detect";
      case DETECTIONS -> DETECTIONS;
      case CLOUDEVENTS -> "POST /events";
      case OPENINFERENCE -> INFER;
      case BATCH -> BATCH;
      case STREAM -> "GET /v1/stream";
      case GRPC, GRPC_STREAM -> throw new IllegalArgumentException("reflection describes it");
    };
  }

  private static HttpResponse<byte[]> tooLate() throws Exception {
    CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS)
        .execute(FakeLoader.MAY_FINISH::release);
    byte[] waits = TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 5);
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofByteArray(waits),
            RequestTimeout.HEADER,
            "300");
    FakeLoader.STARTED.acquire();
    return response;
  }

  @Test
  void framesAreAnsweredAsDescribed() throws Exception {
    JsonNode schema = openApi.schema("StreamResponse");
    List<JsonNode> answers = new ArrayList<>();
    try (StreamClient client = new StreamClient(StreamIT.uri(""))) {
      client.send(TestImages.png(FakeLoader.WIDTH_THAT_WAITS, 5));
      FakeLoader.STARTED.acquire();
      client.send(TestImages.png());
      client.send(TestImages.textCalledPng());
      while (!received(3)) {
        Thread.sleep(20);
      }
      FakeLoader.MAY_FINISH.release();
      answers.add(client.answer());
      answers.add(client.answer());
    }
    assertThat(answers.get(1).get("dropped")).hasSize(1);
    assertThat(answers).allSatisfy(answer -> assertThat(OpenApi.errors(schema, answer)).isEmpty());
  }

  private static boolean received(int frames) throws Exception {
    return Scrape.now().sum("quantmask_stream_frames_received_total") >= frames;
  }

  @ParameterizedTest
  @ValueSource(strings = {"minScore", "maxDetections", "masks", "model", "classAgnosticNms"})
  void optionsHaveTheRangesAndDefaultsThatAreDescribed(String name) throws Exception {
    JsonNode schema = openApi.inlined(openApi.document().at("/components/parameters/" + name));
    schema = schema.get("schema");
    JsonNode without = detections("");
    if (schema.has("default")) {
      assertThat(detections("?" + name + "=" + schema.get("default").asText())).isEqualTo(without);
    }
    for (String bound : new String[] {"minimum", "maximum"}) {
      if (schema.has(bound)) {
        long value = schema.get(bound).longValue();
        long beyond = bound.equals("minimum") ? value - 1 : value + 1;
        assertThat(detections("?" + name + "=" + value)).isNotNull();
        Http.problem(Http.raw(TestImages.png(), "?" + name + "=" + beyond), 400);
      }
    }
    List<String> values =
        StreamSupport.stream(schema.path("enum").spliterator(), false)
            .map(JsonNode::textValue)
            .toList();
    for (String value : values) {
      assertThat(detections("?" + name + "=" + value)).hasSize(2);
    }
    assertThat(schema.size()).isGreaterThan(1);
  }

  private static JsonNode detections(String query) throws Exception {
    HttpResponse<byte[]> response = Http.raw(TestImages.png(), query);
    assertThat(response.statusCode()).as(query).isEqualTo(200);
    return Http.json(response).get("detections");
  }
}
