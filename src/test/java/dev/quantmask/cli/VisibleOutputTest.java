package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Visible;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleOutputTest {
  private static final String TEXT = "é蟹👩\u202e\u009b\u001b[31m\n";
  private static final String SHOWN = "é蟹👩\\u202e\\u009b\\u001b[31m\n";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console =
      new Console(bytes, new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A character may come in two writes. */
  @Test
  void bytesOneByOneAreTheSame() throws Exception {
    OutputStream output = console.output();
    for (byte one : TEXT.getBytes(StandardCharsets.UTF_8)) {
      output.write(one);
    }
    assertThat(shown()).isEqualTo(SHOWN);
  }

  @Test
  void aPieceStaysAPiece() throws Exception {
    console.output().write(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(shown()).isEqualTo(SHOWN);
  }

  @Test
  void whatIsPutIntoAFormatStaysInItsLine() {
    console.error().print(Visible.format("%s: %5.1f%n", "a\nquantmask: b\u001b", 1.25));
    assertThat(shown()).isEqualTo("a\\nquantmask: b\\u001b:   1.3" + System.lineSeparator());
  }
}
