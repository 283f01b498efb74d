package dev.quantmask.serving.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when an answer is of use, on a monotonic clock. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final Duration allowed;
  private final long end;

  private Deadline(LongSupplier nanoTime, Duration allowed) {
    this.nanoTime = nanoTime;
    this.allowed = allowed;
    this.end = nanoTime.getAsLong() + allowed.toNanos();
  }

  /** Returns the deadline so long from now. */
  public static Deadline in(Duration allowed) {
    return in(allowed, System::nanoTime);
  }

  public static Deadline in(Duration allowed, LongSupplier nanoTime) {
    return new Deadline(nanoTime, allowed);
  }

  public Duration allowed() {
    return allowed;
  }

  /** Returns the time left; it is not above 0 when it has passed. */
  public long remainingNanos() {
    return end - nanoTime.getAsLong();
  }

  public void check() throws DeadlineExceededException {
    if (remainingNanos() <= 0) {
      throw new DeadlineExceededException(this);
    }
  }
}
