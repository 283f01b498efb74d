package dev.quantmask.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a command is: a bar on a terminal, else a line now and then. */
final class FrameProgress implements AutoCloseable {
  private static final int LINE_LENGTH = 78;
  private static final int FRAMES_A_LINE = 5000;
  private static final Duration REFRESH = Duration.ofMillis(200);

  private final PrintStream out;
  private final String task;
  private final boolean onTerminal;
  private ProgressBar bar; // null until the first frame

  FrameProgress(PrintStream out, String task, boolean onTerminal) {
    this.out = out;
    this.task = task;
    this.onTerminal = onTerminal;
  }

  /** On the console that this process has, if it has one. */
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on a log may have bars, which is no harm
  static FrameProgress of(Console console, String task) {
    return new FrameProgress(console.error(), task, System.console() != null);
  }

  /**
   * So many frames are done.
   *
   * @param total -1 if nobody knows
   */
  void frames(long done, long total) {
    if (onTerminal) {
      bar(total).stepTo(done);
    } else if (done % FRAMES_A_LINE == 0) {
      out.printf("%s: %d%s frames%n", task, done, total < 0 ? "" : " of " + total);
    }
  }

  private ProgressBar bar(long total) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(" frames", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis((int) REFRESH.toMillis())
              .setConsumer(new ConsoleProgressBarConsumer(out, LINE_LENGTH))
              .build();
    }
    return bar;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
