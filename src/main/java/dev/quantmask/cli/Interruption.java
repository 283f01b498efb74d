package dev.quantmask.cli;

import dev.quantmask.engine.ProcessExit;
import dev.quantmask.io.UnfinishedFiles;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import sun.misc.Signal;

/**
 * The end of a command by a signal: what is unfinished is deleted, a line says how to go on, and
 * the process is gone without waiting for what it computes.
 */
final class Interruption {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
  private static final int SIGNALLED = 128; // a shell's exit code is this and the signal's number
  private static final long PATIENCE_MILLIS = 1000;

  /** Whether the process ends, by a signal or because the command is done. */
  private static final AtomicBoolean ENDS = new AtomicBoolean();

  private static volatile Supplier<String> message = () -> "interrupted";

  private Interruption() {}

  /**
   * From now on signals end this process in this way, and another one while it ends does so
   * immediately. Signals that are ignored, as by {@code nohup}, stay so.
   *
   * @param command as a person would type it again
   */
  static void handle(String command, PrintStream error) {
    message = () -> "interrupted; nothing incomplete is left. To do it again: " + command;
    for (String name : SIGNALS) {
      try {
        Signal.handle(new Signal(name), signal -> end(signal.getNumber(), error));
      } catch (IllegalArgumentException e) {
        // This system has no such signal, or the JVM was told to leave it alone (-Xrs).
      }
    }
  }

  /** Says how far a command is that is interrupted from now on, and how to go on with it. */
  static void explain(Supplier<String> text) {
    message = text;
  }

  private static void end(int signal, PrintStream error) {
    try {
      if (ENDS.compareAndSet(false, true)) {
        UnfinishedFiles.deleteAll();
        tell(error);
      }
    } finally {
      ProcessExit.now(SIGNALLED + signal);
    }
  }

  /** Prints in a thread of its own: a terminal may be stopped, and a pipe full. */
  private static void tell(PrintStream error) {
    String own = Terminal.isThere() ? System.lineSeparator() : ""; // a bar may be on its line
    Thread teller =
        new Thread(() -> error.print(own + Visible.format("quantmask: %s%n", message.get())));
    teller.setDaemon(true);
    teller.start();
    try {
      teller.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command is done, and a signal that comes later is too late for a message. */
  static void tooLate() {
    if (!ENDS.compareAndSet(false, true)) {
      hold();
    }
  }

  /** Does not return while a signal ends the process: what fails then need not be told. */
  static void holdIfBegun() {
    if (ENDS.get()) {
      hold();
    }
  }

  private static void hold() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
