package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TuningProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void thereIsALineForEachMeasurementAndOneEveryTenSeconds() {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (TuningProgress progress = new TuningProgress(out, false, () -> nanos)) {
      progress.trial(1, List.of("fp32", "static"), OptionalDouble.of(3661.2));
      for (int image = 1; image <= 6; image++) {
        progress.images("measure", image, 6);
        nanos += Duration.ofSeconds(4).toNanos();
      }
      progress.best("static, 40.0 ms, -0.30 AP");
      progress.trial(2, List.of("static"), OptionalDouble.empty());
      progress.message("the budget is spent");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "tune: measurement 1, 1:01:01 of the budget left: fp32, static",
            "tune: measure: 4 of 6 images, 0:00:08 left",
            "tune: best so far: static, 40.0 ms, -0.30 AP",
            "tune: measurement 2: static",
            "the budget is spent");
  }
}
