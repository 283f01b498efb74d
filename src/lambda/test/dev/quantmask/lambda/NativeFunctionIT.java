package dev.quantmask.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.cli.CommandLineInterface;
import dev.quantmask.lambda.RuntimeInterface.Call;
import dev.quantmask.testing.Executable;
import dev.quantmask.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The function as a native executable finds what the JVM finds, in every kind of event. */
class NativeFunctionIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final String BUCKET = "games";

  @TempDir static Path directory;

  private static final S3Mock BUCKETS = new S3Mock();
  private static JsonNode expected;
  private static byte[] frame;
  private static RuntimeInterface lambda;

  @BeforeAll
  static void start() throws Exception {
    frame = Files.readAllBytes(FRAME);
    expected = detectOnTheJvm();
    BUCKETS.start();
    List<String> command = new ArrayList<>();
    command.add(Executable.in(Path.of("target/lambda")).toString());
    BUCKETS.environment().forEach((name, value) -> command.add("-D" + name + "=" + value));
    lambda = new RuntimeInterface(command, Redirect.to(directory.resolve("log").toFile()));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (lambda != null) {
      lambda.close();
    }
    BUCKETS.stop();
  }

  private static JsonNode detectOnTheJvm() throws IOException {
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
    JsonNode detections = Lambda.MAPPER.readTree(json.toFile()).get("detections");
    assertThat(detections).hasSizeGreaterThan(8);
    return detections;
  }

  private static Call call(String event) throws InterruptedException {
    lambda.hand(event.getBytes(UTF_8));
    assertThat(lambda.next().path()).isEqualTo("invocation/next");
    return lambda.next();
  }

  private static JsonNode answer(String event) throws Exception {
    Call call = call(event);
    assertThat(call.path()).as(new String(call.body(), UTF_8)).isEqualTo("invocation/1/response");
    return Lambda.MAPPER.readTree(call.body());
  }

  private static String function() {
    return Text.format("{\"image\": \"%s\"}", Base64.getEncoder().encodeToString(frame));
  }

  @Test
  void theFunctionsJson() throws Exception {
    assertThat(answer(function()).get("detections")).isEqualTo(expected);
  }

  @Test
  void aRequestWithAnImageInBase64() throws Exception {
    JsonNode response =
        answer(Lambda.request("/v1/detections", "", "image/jpeg", frame).toString());
    assertThat(response.get("statusCode").intValue()).isEqualTo(200);
    assertThat(response.at("/headers/Content-Type").textValue()).startsWith("application/json");
    assertThat(Lambda.MAPPER.readTree(response.get("body").textValue()).get("detections"))
        .isEqualTo(expected);
  }

  @Test
  void aRequestForAImage() throws Exception {
    ObjectNode event = Lambda.request("/v1/detections", "", "image/jpeg", frame);
    event.withObject("/headers").put("accept", "image/png");
    JsonNode response = answer(event.toString());
    byte[] image = Base64.getDecoder().decode(response.get("body").textValue());
    assertThat(ImageIO.read(new ByteArrayInputStream(image)).getWidth()).isEqualTo(640);
  }

  @Test
  void aFrameInABucket() throws Exception {
    try (S3Client s3 =
        S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
      s3.putObject(object -> object.bucket(BUCKET).key("1.jpg"), RequestBody.fromBytes(frame));

      JsonNode done = answer(FrameEventIT.event("1.jpg", "skipped.json"));

      assertThat(done.toString())
          .isEqualTo(
              "{\"written\":[\"s3://games/1.jpg.json\"],\"skipped\":[\"s3://games/skipped.json\"]}");
      byte[] written =
          s3.getObjectAsBytes(object -> object.bucket(BUCKET).key("1.jpg.json")).asByteArray();
      assertThat(Lambda.MAPPER.readTree(written).get("detections")).isEqualTo(expected);
    }
  }

  @Test
  void whatIsWrongIsTheMessageOfTheFailedInvocation() throws Exception {
    assertThat(Lambda.problem(failure("{}"), 400)).startsWith("image: expected an image in base64");
    assertThat(failure(FrameEventIT.event("missing.jpg")))
        .contains("s3://games/missing.jpg: The specified key does not exist");
    JsonNode response = answer(Lambda.request("/nothing", "", "image/jpeg", frame).toString());
    Lambda.problem(response, 404);
  }

  private static String failure(String event) throws Exception {
    Call call = call(event);
    assertThat(call.path()).isEqualTo("invocation/1/error");
    JsonNode error = Lambda.MAPPER.readTree(call.body());
    assertThat(error.get("errorType").textValue()).isEqualTo(InvocationException.class.getName());
    return error.get("errorMessage").textValue();
  }
}
