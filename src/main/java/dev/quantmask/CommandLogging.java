package dev.quantmask;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A command starts no Quarkus, which would set up the log: standard output is for results. */
final class CommandLogging {
  private CommandLogging() {}

  /** Warnings and worse, to standard error. */
  static void toStandardError() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler(); // it writes to standard error
    console.setLevel(Level.WARNING);
    root.addHandler(console);
    root.setLevel(Level.WARNING);
  }
}
