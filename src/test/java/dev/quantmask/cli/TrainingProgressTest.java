package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.training.TrainingMonitor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void messagesAreLines() {
    try (TrainingProgress progress = new TrainingProgress(out, true)) {
      progress.message("device: cpu");
      progress.message("done");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("device: cpu", "done");
  }

  private static TrainingMonitor.Progress progress(int iteration) {
    Map<String, Double> losses =
        Map.of(
            "total_loss", 2.5,
            "loss_rpn_cls", 0.25,
            "loss_rpn_loc", 0.125,
            "loss_cls", 1.0,
            "loss_box_reg", 0.625,
            "loss_mask", 0.5);
    return new TrainingMonitor.Progress(iteration, 40, losses, 1.5);
  }

  @Test
  void thereIsALineAfterTheFirstIterationAndThenEveryTwenty() {
    try (TrainingProgress progress = new TrainingProgress(out, false)) {
      for (int i = 1; i <= 40; i++) {
        progress.progress(progress(i));
      }
    }
    String summary =
        " total_loss 2.500 (rpn_cls 0.250, rpn_loc 0.125, cls 1.000, box_reg 0.625, mask 0.500),"
            + " 1.5 images/s";
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "1/40" + summary,
            "20/40" + summary + ", 0:00:00 left",
            "40/40" + summary + ", 0:00:00 left");
  }

  /** Tests run without a terminal: on JDK 22 and newer they have a console all the same. */
  @Test
  void aTestHasNoTerminal() {
    assertThat(Terminal.isThere()).isFalse();
  }
}
