package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EvaluationProgressTest {
  private static String text(boolean onTerminal, int from, int total) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EvaluationProgress progress =
        new EvaluationProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), onTerminal)) {
      for (int done = from; done <= total; done++) {
        progress.images(done, total);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLogHasALineATenthWithTheTimeLeft() {
    assertThat(text(false, 1, 200).lines())
        .hasSize(10)
        .contains("evaluate: 200 of 200 images, 0:00:00 left")
        .allMatch(line -> line.matches("evaluate: \\d+0 of 200 images, 0:00:0\\d left"));
    assertThat(text(false, 101, 200).lines()).hasSize(5);
  }

  @Test
  void theFirstImageTellsNothingAboutTheTime() {
    assertThat(text(false, 1, 2).lines())
        .containsExactly("evaluate: 1 of 2 images", "evaluate: 2 of 2 images, 0:00:00 left");
  }

  @Test
  void aTerminalHasABar() {
    assertThat(text(true, 1, 20)).contains("evaluate", "20/20 images", "100%");
  }
}
