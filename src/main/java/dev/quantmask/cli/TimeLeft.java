package dev.quantmask.cli;

import dev.quantmask.text.Text;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Estimates how long a task takes from here on, if it continues as fast as it was so far. */
final class TimeLeft {
  private final LongSupplier nanoTime;
  private long start; // when the first step of this run was done
  private long first; // how many were done then; 0 until then

  TimeLeft() {
    this(System::nanoTime);
  }

  TimeLeft(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Returns a text such as {@code ", 0:12:34 left"}, which is empty as long as the time is not
   * known.
   */
  String after(long done, long total) {
    if (first == 0) {
      first = done;
      start = nanoTime.getAsLong();
    }
    if (done == first || total < done) {
      return "";
    }
    Duration left =
        Duration.ofNanos(nanoTime.getAsLong() - start)
            .multipliedBy(total - done)
            .dividedBy(done - first);
    return Text.format(
        ", %d:%02d:%02d left", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
