package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.testing.ServedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as KServe starts it: a folder that was filled before, and the service's name. */
@Timeout(240)
class KserveRuntimeIT {
  @TempDir Path directory;

  @Test
  void theModelOfTheFolderIsServedByTheNameOfTheService() throws Exception {
    JsonNode runtime = Manifests.named("serving.kserve.io/v1alpha1 ServingRuntime", "quantmask");
    JsonNode container = Manifests.containersOf(runtime).get(0);
    Map<String, String> environment = Manifests.environmentOf(container);
    Path models = Files.createDirectory(directory.resolve("models"));
    Files.copy(Path.of("src/main/model/default.pt"), models.resolve("any-name.pt"));
    environment.put("QUANTMASK_MODEL_PATH", models.toString()); // for /mnt/models
    try (ServedProgram program = ServedProgram.start(directory, environment)) {
      String ready = container.at("/readinessProbe/httpGet/path").textValue();
      while (program.get(ready).statusCode() != 200) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(program.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(program.get("/v2/models/game/ready").statusCode()).isEqualTo(200);
      JsonNode metadata = new ObjectMapper().readTree(program.get("/v2/models/game").body());
      assertThat(metadata.get("name").textValue()).isEqualTo("game");
      byte[] frame = Files.readAllBytes(Path.of("test-data/frames/frame_000002.jpg"));
      assertThat(program.detect(frame).statusCode()).isEqualTo(200);
      assertThat(program.get("/v2/models/default/ready").statusCode()).isEqualTo(404);
    }
  }
}
