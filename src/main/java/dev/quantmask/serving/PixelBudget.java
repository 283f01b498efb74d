package dev.quantmask.serving;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the pixels of all pictures that are decoded at once: so many waiting pictures take no more
 * memory than the largest one that is taken at all. In order of arrival: a large picture is not
 * overtaken by small ones for ever.
 */
final class PixelBudget {
  private final int most;
  private final Semaphore free;

  /**
   * @param pixels at least those of the largest picture
   */
  PixelBudget(long pixels) {
    this.most = Math.toIntExact(pixels);
    this.free = new Semaphore(most, true);
  }

  /** A picture's share, until it is closed. */
  record Share(Semaphore free, int pixels) implements AutoCloseable {
    @Override
    public void close() {
      free.release(pixels);
    }
  }

  Share take(long pixels, Deadline deadline) throws DeadlineExceededException {
    int wanted = (int) Math.min(pixels, most);
    try {
      if (!free.tryAcquire(wanted, deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new DeadlineExceededException(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to decode", e);
    }
    return new Share(free, wanted);
  }

  long taken() {
    return (long) most - free.availablePermits();
  }
}
