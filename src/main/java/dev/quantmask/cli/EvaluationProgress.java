package dev.quantmask.cli;

import dev.quantmask.evaluation.EvaluationMonitor;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far an evaluation is, with the time left: a bar on a terminal, else a line a tenth. */
final class EvaluationProgress implements EvaluationMonitor, AutoCloseable {
  private static final int LINE_LENGTH = 100;
  private static final int LINES = 10;
  private static final Duration REFRESH = Duration.ofMillis(500);

  private final PrintStream out;
  private final boolean onTerminal;
  private final TimeLeft time = new TimeLeft();
  private ProgressBar bar; // null until the first image

  EvaluationProgress(PrintStream out, boolean onTerminal) {
    this.out = out;
    this.onTerminal = onTerminal;
  }

  @Override
  public void message(String text) {
    if (bar != null) {
      out.println();
    }
    out.print(Visible.format("%s%n", text));
  }

  @Override
  public void images(int done, int total) {
    String left = time.after(done, total);
    if (onTerminal) {
      bar(done, total).stepTo(done);
    } else if ((long) done * LINES / total > (done - 1L) * LINES / total) {
      out.print(Visible.format("evaluate: %d of %d images%s%n", done, total, left));
    }
  }

  private ProgressBar bar(int before, int total) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("evaluate")
              .setInitialMax(total)
              .startsFrom(before, Duration.ZERO)
              .setUnit(" images", 1)
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
