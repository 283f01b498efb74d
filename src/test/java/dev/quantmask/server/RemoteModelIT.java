package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.model.network.Converter;
import dev.quantmask.remote.S3Proxy;
import dev.quantmask.testing.Executable;
import dev.quantmask.testing.ServedProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, with a model in a bucket of a real server of S3. */
@Timeout(240)
class RemoteModelIT {
  private static final Path MODELS = Path.of("src/main/model");
  private static final String FRAME = "test-data/frames/frame_000002.jpg";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  /** Missing, there, replaced, broken, and out of reach: one service sees all of it. */
  @Test
  void aServiceFollowsItsBucketAndKeepsWhatItHas() throws Exception {
    try (S3Proxy store = S3Proxy.start(directory, "models");
        ServedProgram program = start(store)) {
      program.awaitLog("s3://models/games/model.pt: no such file (404");
      HttpResponse<String> ready = program.get("/q/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("model s3://models/games/model.pt: no such file (404");

      store.put("models", "games/model.pt", Files.readAllBytes(MODELS.resolve("default.pt")));
      // A probe makes the service try again, some seconds after it has failed.
      awaitReady(program);
      String first = hash(program);

      store.put("models", "games/model.pt", Files.readAllBytes(fp32()));
      program.awaitLog("replaced by");
      String second = hash(program);
      assertThat(second).isNotEqualTo(first);

      store.put("models", "games/model.pt", "weights".getBytes(StandardCharsets.UTF_8));
      program.awaitLog("still serving the previous version");
      assertThat(hash(program)).isEqualTo(second);
      assertThat(listed(program).get("reason").textValue())
          .startsWith("model s3://models/games/model.pt: ");

      store.close();
      program.awaitLog("cannot be reached: no connection; what was fetched before stays");
      assertThat(isReady(program)).isTrue();
      assertThat(hash(program)).isEqualTo(second);
      assertThat(listed(program).get("file").textValue()).isEqualTo("s3://models/games/model.pt");
      assertThat(program.log()).doesNotContain("geheim");
    }
  }

  private ServedProgram start(S3Proxy store) throws Exception {
    return ServedProgram.start(
        directory,
        store.environment(),
        "-Dquantmask.model.path=s3://models/games/model.pt",
        "-Dquantmask.model.load=eager",
        "-Dquantmask.model.refresh=200ms",
        "-Dquantmask.model.reload-interval=100ms",
        "-Dquantmask.model.cache-folder=" + directory.resolve("cache"),
        "-Dquantmask.s3.endpoint=" + store.uri());
  }

  private Path fp32() throws IOException {
    Path archive = directory.resolve("fp32.pt");
    Converter.convertDetectron2(
        MODELS.resolve("model.pth"),
        MODELS.resolve("config.yaml"),
        Files.readAllLines(MODELS.resolve("classes.txt")),
        archive);
    return archive;
  }

  /** The test has a time limit. */
  private static void awaitReady(ServedProgram program) throws InterruptedException {
    while (!isReady(program)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean isReady(ServedProgram program) {
    try {
      return program.get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String hash(ServedProgram program) throws Exception {
    HttpResponse<String> answer = program.detect(Files.readAllBytes(Path.of(FRAME)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body()).at("/model/sha256").textValue();
  }

  private static JsonNode listed(ServedProgram program) throws Exception {
    return MAPPER.readTree(program.get("/v1/models").body()).at("/models/0");
  }

  @Test
  void aCommandReadsABucket() throws Exception {
    try (S3Proxy store = S3Proxy.start(directory, "models")) {
      store.put("models", "model.pt", Files.readAllBytes(MODELS.resolve("default.pt")));
      String detections = run(store, 0, "detect", "--model", "s3://models/model.pt", FRAME);
      assertThat(MAPPER.readTree(detections).get("detections")).hasSizeGreaterThan(3);
      assertThat(run(store, 1, "inspect", "--model", "s3://models/none.pt"))
          .contains("quantmask: s3://models/none.pt: no such file (404");
    }
  }

  private String run(S3Proxy store, int exitCode, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(Executable.command());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = new HashMap<>(store.environment());
    environment.put("QUANTMASK_S3_ENDPOINT", store.uri().toString());
    environment.put("QUANTMASK_MODEL_CACHE_FOLDER", directory.resolve("cache").toString());
    builder.environment().putAll(environment);
    Path error = directory.resolve("error");
    Process process = builder.redirectError(error.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String messages = Files.readString(error);
    assertThat(process.waitFor()).as(messages).isEqualTo(exitCode);
    return exitCode == 0 ? output : messages;
  }
}
