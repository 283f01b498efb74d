package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class CommandLoggingTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void aWarningIsALineOfTheCommandAndIsToldOnce() {
    Handler handler =
        CommandLogging.handler(new PrintStream(written, true, StandardCharsets.UTF_8));
    LogRecord warning = new LogRecord(Level.WARNING, "Model {0}: slow\nhere");
    warning.setParameters(new Object[] {"a"});
    handler.publish(warning);
    handler.publish(warning);
    LogRecord failure = new LogRecord(Level.SEVERE, "no fonts");
    failure.setThrown(new IOException("none is installed"));
    handler.publish(failure);
    handler.publish(new LogRecord(Level.INFO, "not for people"));
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "quantmask: Model a: slow\\nhere", "quantmask: no fonts: none is installed");
  }
}
