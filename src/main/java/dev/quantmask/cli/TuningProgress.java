package dev.quantmask.cli;

import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import dev.quantmask.tuning.TuningMonitor;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Shows how far a search is, with the time left and the best so far: a bar for each measurement on
 * a terminal, else a line for each and one every ten seconds.
 */
final class TuningProgress implements TuningMonitor, AutoCloseable {
  private static final int LINE_LENGTH = 160;
  private static final long PERIOD = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final boolean onTerminal;
  private final LongSupplier nanoTime;
  private String task = "";
  private TimeLeft time;
  private LazyBar bar; // null between measurements
  private String best = "";
  private long lastLine; // by nanoTime

  TuningProgress(PrintStream out, boolean onTerminal, LongSupplier nanoTime) {
    this.out = out;
    this.onTerminal = onTerminal;
    this.nanoTime = nanoTime;
  }

  static TuningProgress of(Console console) {
    return new TuningProgress(console.error(), console.isOnTerminal(), System::nanoTime);
  }

  @Override
  public void message(String text) {
    close();
    out.print(Visible.format("%s%n", text));
  }

  @Override
  public void trial(int number, List<String> names, OptionalDouble secondsLeft) {
    close();
    String left = secondsLeft.isEmpty() ? "" : ", " + ofBudget(secondsLeft.getAsDouble());
    out.print(
        Visible.format("tune: measurement %d%s: %s%n", number, left, String.join(", ", names)));
  }

  private static String ofBudget(double seconds) {
    Duration left = Duration.ofMillis(Math.round(1000 * seconds));
    return Text.format(
        "%d:%02d:%02d of the budget left",
        left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }

  @Override
  public void best(String text) {
    best = "best so far: " + text;
    if (!onTerminal) {
      out.print(Visible.format("tune: %s%n", best));
    }
  }

  @Override
  public void images(String name, long done, long total) {
    if (!name.equals(task) || bar == null) {
      close();
      task = name;
      time = new TimeLeft(nanoTime);
      lastLine = nanoTime.getAsLong();
      bar = new LazyBar(out, name, LINE_LENGTH, builder -> builder.setUnit(" images", 1));
    }
    String left = time.after(done, total);
    if (onTerminal) {
      bar.stepTo(done, total).setExtraMessage(Visible.line(best));
    } else if (nanoTime.getAsLong() - lastLine >= PERIOD) {
      lastLine = nanoTime.getAsLong();
      out.print(Visible.format("tune: %s: %d of %d images%s%n", name, done, total, left));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
