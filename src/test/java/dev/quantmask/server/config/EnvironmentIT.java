package dev.quantmask.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.ServedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program, configured by its environment as containers are. */
@Timeout(180)
class EnvironmentIT {
  @TempDir Path directory;

  @Test
  void keyWithNameOfSeveralWordsClosesTheService() throws Exception {
    Map<String, String> environment = Map.of("QUANTMASK_API_KEYS_GAME_SERVER", "0".repeat(64));
    try (ServedProgram program = ServedProgram.start(directory, environment)) {
      assertThat(program.get("/v1/models").statusCode()).isEqualTo(401);
      byte[] image = Files.readAllBytes(Path.of("test-data/frames/frame_000002.jpg"));
      assertThat(program.detect(image).statusCode()).isEqualTo(401);
      assertThat(program.log()).contains("Access: 1 API key, tokens are off");
    }
  }

  @Test
  void variableThatNoKeyTakesStopsTheStart() {
    Map<String, String> environment = Map.of("QUANTMASK_QUEUE_MAX_SISE", "3");
    assertThatThrownBy(() -> ServedProgram.start(directory, environment))
        .hasMessageContaining("QUANTMASK_QUEUE_MAX_SISE: no configuration key has this name")
        .hasMessageContaining("the nearest is QUANTMASK_QUEUE_MAX_SIZE");
  }

  @Test
  void systemPropertyThatNoKeyTakesStopsTheStart() {
    String expected =
        "quantmask.inference.worker: no configuration key has this name; the nearest is"
            + " quantmask.inference.workers";
    assertThatThrownBy(() -> ServedProgram.start(directory, "-Dquantmask.inference.worker=1"))
        .hasMessageContaining(expected)
        .hasMessageNotContaining("SRCFG");
  }

  @ParameterizedTest
  @CsvSource({
    "quantmask.inference.worker, quantmask.inference.workers",
    "quantmask.lambda.detection-suffix, quantmask.limits.head-timeout"
  })
  void keyOfANamedFileThatNothingTakesStopsTheStart(String key, String nearest) throws Exception {
    Path file = Files.writeString(directory.resolve("more.properties"), key + "=1");
    Map<String, String> environment = Map.of("QUARKUS_CONFIG_LOCATIONS", file.toUri().toString());
    assertThatThrownBy(() -> ServedProgram.start(directory, environment))
        .hasMessageContaining(
            key + ": no configuration key has this name; the nearest is " + nearest)
        .hasMessageNotContaining("SRCFG")
        .hasMessageNotContaining("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "QUANTMASK_API_KEYS_GAME, '', quantmask.api-keys.game, 'a value, found none'",
    "QUANTMASK_DEVICE, tpu, quantmask.device, 'one of auto, cpu, cuda'"
  })
  void valueThatCannotBeReadStopsTheStartWithALine(
      String variable, String value, String key, String expected) {
    assertThatThrownBy(() -> ServedProgram.start(directory, Map.of(variable, value)))
        .hasMessageContaining(key + " (" + variable + " in the environment): expected " + expected)
        .hasMessageNotContaining("SRCFG")
        .hasMessageNotContaining("\tat ");
  }

  @Test
  void emptyValueIsAsIfItWereNotSet() throws Exception {
    Map<String, String> environment =
        Map.of(
            "QUANTMASK_DEVICE",
            "",
            "QUANTMASK_LIMITS_MAX_BODY_SIZE",
            "",
            "QUANTMASK_MODEL_PATH",
            "");
    try (ServedProgram program = ServedProgram.start(directory, environment)) {
      assertThat(program.get("/v1/models").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void serviceThatMustBeClosedDoesNotStartWithoutKey() {
    Map<String, String> environment = Map.of("QUANTMASK_SECURITY_REQUIRED", "true");
    assertThatThrownBy(() -> ServedProgram.start(directory, environment))
        .hasMessageContaining("quantmask.security.required: expected an API key");
  }

  @Test
  void openServiceSaysSo() throws Exception {
    try (ServedProgram program = ServedProgram.start(directory)) {
      assertThat(program.log()).contains("Access: no API key is configured");
    }
  }

  @Test
  void logShowsControlCharactersInNames() throws Exception {
    Map<String, String> environment =
        Map.of("QUANTMASK_MODEL_PATH", "no\u001b[31m.pt", "QUANTMASK_MODEL_LOAD", "eager");
    try (ServedProgram program = ServedProgram.start(directory, environment)) {
      program.awaitLog("no such file");
      assertThat(program.log()).contains("no\\u001b[31m.pt").doesNotContain("\u001b");
    }
  }
}
