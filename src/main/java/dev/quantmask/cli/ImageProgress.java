package dev.quantmask.cli;

import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a command is, with the time left: a bar on a terminal, else a line every ten
 * seconds.
 */
final class ImageProgress implements AutoCloseable {
  private static final int LINE_LENGTH = 78;
  private static final long PERIOD = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final String task;
  private final String unit;
  private final boolean onTerminal;
  private final LongSupplier nanoTime;
  private final TimeLeft time;
  private final LazyBar bar;
  private long lastLine; // by nanoTime

  /**
   * Shows nothing yet.
   *
   * @param unit what is counted, in the plural
   */
  ImageProgress(
      PrintStream out, String task, String unit, boolean onTerminal, LongSupplier nanoTime) {
    this.out = out;
    this.task = task;
    this.unit = unit;
    this.onTerminal = onTerminal;
    this.nanoTime = nanoTime;
    this.time = new TimeLeft(nanoTime);
    this.lastLine = nanoTime.getAsLong();
    this.bar =
        new LazyBar(out, task, LINE_LENGTH, builder -> builder.setUnit(" " + unit, 1).showSpeed());
  }

  /** Shows it on the terminal of this process, if there is one. */
  static ImageProgress of(Console console, String task) {
    return of(console, task, "images");
  }

  /** The same, of something else than images. */
  static ImageProgress of(Console console, String task, String unit) {
    return new ImageProgress(console.error(), task, unit, console.isOnTerminal(), System::nanoTime);
  }

  /**
   * So many images, or what else is counted, are done.
   *
   * @param total -1 if nobody knows
   */
  void images(long done, long total) {
    String left = time.after(done, total);
    if (onTerminal) {
      bar.stepTo(done, total);
    } else if (nanoTime.getAsLong() - lastLine >= PERIOD) {
      lastLine = nanoTime.getAsLong();
      String all = total < 0 ? "" : " of " + total;
      out.print(Visible.format("%s: %d%s %s%s%n", task, done, all, unit, left));
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
