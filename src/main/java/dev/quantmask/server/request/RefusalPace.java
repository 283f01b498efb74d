package dev.quantmask.server.request;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides how long refusals wait before they are sent. A few are sent immediately, so that a client
 * or a balancer can turn to another instance; when more and more are asked for, each waits for its
 * turn. Clients that come back immediately are thereby slowed down, and their refusals leave the
 * processor to what is served.
 */
final class RefusalPace {
  static final int MOST_WAITING = 1_000;
  private static final int A_SECOND = 50;
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
  private static final long BURST = A_SECOND * INTERVAL; // that may be sent after a quiet time
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  // Guarded by this.
  private long next; // when the next one may be sent, or has been able to for a while
  private int waiting;

  RefusalPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() - BURST;
  }

  /**
   * Takes a turn; {@link #sent} follows.
   *
   * @return milliseconds to wait; negative when too many wait already
   */
  synchronized long take() {
    if (waiting >= MOST_WAITING) {
      return -1;
    }
    waiting++;
    long now = nanoTime.getAsLong();
    next = Math.max(next, now - BURST);
    long delay = Math.min(Math.max(0, next - now), LONGEST);
    if (delay < LONGEST) {
      next += INTERVAL;
    }
    return TimeUnit.NANOSECONDS.toMillis(delay);
  }

  synchronized void sent() {
    waiting--;
  }

  synchronized int waiting() {
    return waiting;
  }
}
