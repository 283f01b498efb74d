package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  /** Tests run without a terminal: on JDK 22 and newer they have a console all the same. */
  @Test
  void aTestHasNoTerminal() {
    assertThat(Terminal.isThere()).isFalse();
  }
}
