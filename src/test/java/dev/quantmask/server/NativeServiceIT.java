package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.cli.CommandLineInterface;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.text.Text;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native executable serves what the JVM finds, with the model that it brings. */
@QuarkusIntegrationTest
@TestProfile(Profiles.TwoModels.class)
class NativeServiceIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");

  @TempDir static Path directory;
  private static JsonNode expected;

  @BeforeAll
  static void detectOnTheJvm() throws Exception {
    Path json = directory.resolve("expected.json");
    int exitCode =
        CommandLineInterface.run(
            "detect",
            "--model",
            "src/main/model/default.pt",
            "--json",
            json.toString(),
            FRAME.toString());
    assertThat(exitCode).isZero();
    expected = new ObjectMapper().readTree(json.toFile()).get("detections");
    assertThat(expected).hasSizeGreaterThan(8);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return Http.send("GET", path, BodyPublishers.noBody());
  }

  @Test
  void allEndpointsFindWhatTheJvmFinds() throws Exception {
    byte[] frame = Files.readAllBytes(FRAME);
    for (HttpResponse<byte[]> response :
        new HttpResponse[] {
          Http.raw(frame, ""),
          Http.raw(frame, "?model=other"),
          Http.function(frame, ""),
          Http.event(frame)
        }) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(Http.json(response).get("detections")).isEqualTo(expected);
    }
    JsonNode outputs = Http.json(Http.infer(frame)).get("outputs");
    assertThat(outputs.findValuesAsText("name")).contains("boxes", "scores", "classes");
    assertThat(outputs.at("/1/shape/1").intValue()).isEqualTo(expected.size());
  }

  @Test
  void severalImages() throws Exception {
    String function = Http.functionJson(Files.readAllBytes(FRAME), "");
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections/batch",
            Http.bytes(Text.format("[%s, {\"image\": 3}]", function)),
            "Content-Type",
            "application/json");
    JsonNode results = Http.json(response).get("results");
    assertThat(results.at("/0/detections")).isEqualTo(expected);
    assertThat(results.at("/1/detail").textValue()).isEqualTo("image: expected a text, found 3");
  }

  @Test
  void aImageIsDrawn() throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            "POST",
            "/v1/detections",
            BodyPublishers.ofFile(FRAME),
            "Content-Type",
            "image/jpeg",
            "Accept",
            "image/png");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(response.body())).getWidth()).isEqualTo(640);
  }

  @Test
  void itIsReadyAndAlive() throws Exception {
    for (String path : new String[] {"/q/health/ready", "/q/health/live"}) {
      assertThat(Http.json(get(path)).get("status").textValue()).isEqualTo("UP");
    }
    assertThat(Http.json(get("/v2/health/ready")).get("ready").booleanValue()).isTrue();
  }

  @Test
  void itsModels() throws Exception {
    Http.raw(Files.readAllBytes(FRAME), "");
    JsonNode model = Http.json(get("/v1/models")).at("/models/0");
    assertThat(model.get("name").textValue()).isEqualTo("default");
    assertThat(model.get("state").textValue()).isEqualTo("ready");
    assertThat(model.get("file").textValue()).isEqualTo("bundled");
    assertThat(model.get("fileBytes").longValue())
        .isEqualTo(Files.size(Path.of("src/main/model/default.pt")));
    assertThat(model.get("classes")).hasSize(8);
    assertThat(Http.json(get("/v2/models/default/ready")).get("ready").booleanValue()).isTrue();
  }

  @Test
  void errorsAreProblems() throws Exception {
    byte[] frame = Files.readAllBytes(FRAME);
    assertThat(Http.problem(Http.raw(new byte[0], ""), 400)).startsWith("the body is empty");
    assertThat(Http.problem(Http.raw(new byte[] {1, 2, 3}, ""), 422)).isNotBlank();
    assertThat(Http.problem(Http.raw(frame, "?minScore=high"), 400)).startsWith("minScore: ");
    assertThat(Http.problem(Http.raw(frame, "?model=nothing"), 404)).contains("nothing");
    assertThat(Http.problem(Http.function("{"), 400)).startsWith("the body is not JSON");
    Http.problem(get("/nothing"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/playground/main.js",
        "/playground/playground.css",
        "/playground/samples/frame_000002.jpg"
      })
  void thePageIsServed(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(response.body().length).isGreaterThan(500);
  }

  @Test
  void itIsDescribed() throws Exception {
    assertThat(Http.json(get("/q/openapi?format=json")).get("paths").has("/v1/detections"))
        .isTrue();
  }

  @Test
  void itIsMeasured() throws Exception {
    Http.raw(Files.readAllBytes(FRAME), "");
    assertThat(new String(get("/q/metrics").body(), StandardCharsets.UTF_8))
        .contains("quantmask_requests_total{", "quantmask_memory_resident_bytes{", "jvm_");
  }
}
