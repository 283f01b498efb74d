package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** A command starts no Quarkus, which would set up the log: standard output is for results. */
final class CommandLogging {
  private CommandLogging() {}

  /** Warnings and worse, to standard error: a line for each, and the same one only once. */
  static void to(PrintStream error) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(handler(error));
    root.setLevel(Level.WARNING);
  }

  static Handler handler(PrintStream error) {
    return new ToStream(error);
  }

  private static final class ToStream extends Handler {
    private final PrintStream stream;
    private final Formatter formatter = new SimpleFormatter();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ToStream(PrintStream stream) {
      this.stream = stream;
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord message) {
      if (!isLoggable(message)) {
        return;
      }
      String text = formatter.formatMessage(message);
      if (message.getThrown() != null) {
        text += ": " + Messages.reason(message.getThrown());
      }
      if (told.add(text)) {
        stream.print(Visible.format("quantmask: %s%n", text));
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
