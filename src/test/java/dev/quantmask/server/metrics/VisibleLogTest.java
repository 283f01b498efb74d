package dev.quantmask.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class VisibleLogTest {
  private static final String HOSTILE = "a\u001b[31m\u202e\nFORGED";

  private static String logged(String logger, String format, Throwable thrown, Object... values) {
    ExtLogRecord message =
        new ExtLogRecord(Level.INFO, format, ExtLogRecord.FormatStyle.PRINTF, "client");
    message.setLoggerName(logger);
    message.setParameters(values);
    message.setThrown(thrown);
    assertThat(new VisibleLog().isLoggable(message)).isTrue();
    return new PatternFormatter("%s%e%n").format(message);
  }

  @Test
  void ownMessagesAreOneLine() {
    assertThat(logged("dev.quantmask.serving.model.ServedModel", "Model %s: ready", null, HOSTILE))
        .isEqualTo("Model a\\u001b[31m\\u202e\\nFORGED: ready" + System.lineSeparator());
  }

  @Test
  void othersKeepTheirLines() {
    assertThat(logged("io.quarkus", "%s", null, HOSTILE))
        .isEqualTo("a\\u001b[31m\\u202e\nFORGED" + System.lineSeparator());
  }

  @Test
  void tracesAreShownToo() {
    String text = logged("dev.quantmask.X", "failed", new IOException(new IOException(HOSTILE)));
    assertThat(text)
        .contains("java.io.IOException: a\\u001b[31m\\u202e\\nFORGED", "VisibleLogTest")
        .doesNotContain("\u001b", "\u202e")
        .doesNotContainPattern("(?m)^FORGED");
  }
}
