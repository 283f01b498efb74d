package dev.quantmask.cli;

import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import dev.quantmask.training.TrainingMonitor;
import java.io.PrintStream;

/**
 * Shows how far a training is: a bar with losses on a terminal, else a line after the first and
 * every 20 iterations.
 */
final class TrainingProgress implements TrainingMonitor, AutoCloseable {
  private static final int LINE_PERIOD = 20;
  private static final int LINE_LENGTH = 160;

  private final PrintStream out;
  private final boolean onTerminal;
  private final LazyBar bar;
  private final TimeLeft time = new TimeLeft();
  private volatile int iteration; // that are done
  private volatile int checkpoint; // the iterations that can be gone on from

  TrainingProgress(PrintStream out, boolean onTerminal) {
    this.out = out;
    this.onTerminal = onTerminal;
    this.bar = new LazyBar(out, "train", LINE_LENGTH, builder -> builder);
  }

  @Override
  public void message(String text) {
    if (bar.isDrawn()) {
      out.println();
    }
    out.print(Visible.format("%s%n", text));
  }

  /** Says which iteration was reached, for the line of an interrupted training. */
  String reached() {
    return Text.format(
        "at iteration %d; %s",
        Math.max(iteration, checkpoint),
        checkpoint == 0
            ? "there is no checkpoint yet"
            : "the last checkpoint is of iteration " + checkpoint);
  }

  @Override
  public void checkpoint(int iterations) {
    checkpoint = iterations;
  }

  @Override
  public void progress(Progress progress) {
    boolean isFirst = iteration == 0;
    iteration = progress.iteration();
    String left = time.after(progress.iteration(), progress.iterations());
    if (onTerminal) {
      bar.stepTo(progress.iteration(), progress.iterations()).setExtraMessage(progress.summary());
    } else if (isFirst || progress.iteration() % LINE_PERIOD == 0) {
      out.print(
          Visible.format(
              "%d/%d %s%s%n",
              progress.iteration(), progress.iterations(), progress.summary(), left));
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
