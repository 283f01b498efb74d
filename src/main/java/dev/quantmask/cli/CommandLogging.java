package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** A command starts no Quarkus, which would set up the log: standard output is for results. */
final class CommandLogging {
  private CommandLogging() {}

  /** Warnings and worse, to standard error. */
  static void to(PrintStream error) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new ToStream(error));
    root.setLevel(Level.WARNING);
  }

  private static final class ToStream extends Handler {
    private final PrintStream stream;
    private final Formatter formatter =
        new SimpleFormatter() {
          @Override
          public String formatMessage(LogRecord message) {
            return Visible.line(super.formatMessage(message));
          }
        };

    ToStream(PrintStream stream) {
      this.stream = stream;
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord message) {
      if (isLoggable(message)) {
        stream.print(formatter.format(message));
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void close() {
      // Standard error stays open.
    }
  }
}
