package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.PrintStream;

/** How far a command is: a bar on a terminal, else a line now and then. */
final class FrameProgress implements AutoCloseable {
  private static final int LINE_LENGTH = 78;
  private static final int FRAMES_A_LINE = 5000;

  private final PrintStream out;
  private final String task;
  private final boolean onTerminal;
  private final LazyBar bar;

  FrameProgress(PrintStream out, String task, boolean onTerminal) {
    this.out = out;
    this.task = task;
    this.onTerminal = onTerminal;
    this.bar =
        new LazyBar(out, task, LINE_LENGTH, builder -> builder.setUnit(" frames", 1).showSpeed());
  }

  /** On the terminal that this process has, if it has one. */
  static FrameProgress of(Console console, String task) {
    return new FrameProgress(console.error(), task, console.isOnTerminal());
  }

  /**
   * So many frames are done.
   *
   * @param total -1 if nobody knows
   */
  void frames(long done, long total) {
    if (onTerminal) {
      bar.stepTo(done, total);
    } else if (done % FRAMES_A_LINE == 0) {
      out.print(Visible.format("%s: %d%s frames%n", task, done, total < 0 ? "" : " of " + total));
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
