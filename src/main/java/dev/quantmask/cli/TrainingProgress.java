package dev.quantmask.cli;

import dev.quantmask.training.TrainingMonitor;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a training is: a bar with losses on a terminal, else a line every 20 iterations. */
final class TrainingProgress implements TrainingMonitor, AutoCloseable {
  private static final int LINE_PERIOD = 20;
  private static final int LINE_LENGTH = 160;
  private static final Duration REFRESH = Duration.ofMillis(500);

  private final PrintStream out;
  private final boolean onTerminal;
  private ProgressBar bar; // null until the first iteration

  TrainingProgress(PrintStream out, boolean onTerminal) {
    this.out = out;
    this.onTerminal = onTerminal;
  }

  @Override
  public void message(String text) {
    if (bar != null) {
      out.println();
    }
    out.println(text);
  }

  @Override
  public void progress(Progress progress) {
    if (onTerminal) {
      bar(progress.iterations()).stepTo(progress.iteration()).setExtraMessage(progress.summary());
    } else if (progress.iteration() % LINE_PERIOD == 0) {
      out.printf("%d/%d %s%n", progress.iteration(), progress.iterations(), progress.summary());
    }
  }

  private ProgressBar bar(int iterations) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("train")
              .setInitialMax(iterations)
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
