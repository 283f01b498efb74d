package dev.quantmask.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal that is not there before its first step. */
final class LazyBar implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofMillis(200);

  private final ProgressBarBuilder builder;
  private ProgressBar bar; // null until the first step

  /**
   * A bar that is not yet drawn.
   *
   * @param length of the line in characters
   * @param details what else it shows
   */
  LazyBar(PrintStream out, String task, int length, UnaryOperator<ProgressBarBuilder> details) {
    builder =
        details.apply(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) REFRESH.toMillis())
                .setConsumer(new ConsoleProgressBarConsumer(out, length)));
  }

  /**
   * Goes to a step.
   *
   * @param total -1 if nobody knows
   */
  ProgressBar stepTo(long step, long total) {
    if (bar == null) {
      bar = builder.setInitialMax(total).build();
    }
    return bar.stepTo(step);
  }

  boolean isDrawn() {
    return bar != null;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
