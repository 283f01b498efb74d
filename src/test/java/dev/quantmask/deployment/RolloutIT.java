package dev.quantmask.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.ServedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One of two instances ends while requests come, as in a rollout or when KEDA has too many. */
@DisabledOnOs(OS.WINDOWS) // which has no signals
@Timeout(240)
class RolloutIT {
  private static final Path FRAME = Path.of("test-data/frames/frame_000002.jpg");
  private static final int SIGTERM = 128 + 15;

  /** Until every node knows that a pod is gone: most of what the delay is for. */
  private static final Duration ENDPOINTS = Duration.ofSeconds(3);

  @TempDir Path directory;

  private ServedProgram start(String name) throws Exception {
    Map<String, String> environment =
        Manifests.environmentOf(
            Manifests.containersOf(Manifests.named("apps/v1 Deployment", "quantmask-keda")).get(0));
    assertThat(environment).containsKey("QUARKUS_SHUTDOWN_DELAY");
    ServedProgram program =
        ServedProgram.start(Files.createDirectory(directory.resolve(name)), environment);
    while (program.get("/q/health/ready").statusCode() != 200) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return program;
  }

  @Test
  void noRequestIsLost() throws Exception {
    byte[] frame = Files.readAllBytes(FRAME);
    try (ServedProgram leaving = start("leaving");
        ServedProgram staying = start("staying");
        Rotation rotation = new Rotation(ENDPOINTS, leaving, staying)) {
      rotation.ask(frame, 3);
      rotation.awaitAnswers(leaving, 10);
      leaving.terminate();
      int before = rotation.answers(leaving);
      assertThat(leaving.exitCode()).as(leaving.log()).isEqualTo(SIGTERM);
      int late = rotation.answers(leaving) - before;
      rotation.awaitAnswers(staying, rotation.answers(staying) + 10);
      assertThat(rotation.lost()).as("of %d requests", rotation.answered()).isEmpty();
      assertThat(late).as("answers after SIGTERM").isPositive();
      assertThat(leaving.log()).doesNotContain(" ERROR ");
    }
  }
}
