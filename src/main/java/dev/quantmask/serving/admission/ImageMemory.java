package dev.quantmask.serving.admission;

import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ImageTooLargeException;
import dev.quantmask.serving.api.OverloadedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all images together take of the heap while they are decoded, and until they are
 * answered. In order of arrival: a large image is not overtaken by small ones for ever.
 */
public final class ImageMemory {
  private static final long MOST_PERMITS = 1 << 30;

  private final long bytes;
  private final long bytesOfPermit;
  private final Semaphore free;
  private final AtomicLong pixels = new AtomicLong();

  public ImageMemory(long bytes) {
    this.bytes = bytes;
    this.bytesOfPermit = 1 + bytes / MOST_PERMITS;
    this.free = new Semaphore(permits(bytes), true);
  }

  private int permits(long needed) {
    return Math.toIntExact((needed + bytesOfPermit - 1) / bytesOfPermit);
  }

  /** Holds what one image takes, until it is closed. One thread uses it. */
  public final class Share implements AutoCloseable {
    private final long count;
    private int permits;

    private Share(long count, int permits) {
      this.count = count;
      this.permits = permits;
      pixels.addAndGet(count);
    }

    /** Gives back what is more than so many bytes a pixel. */
    public void shrink(int bytesPerPixel) {
      int kept = Math.min(permits, permits(count * bytesPerPixel));
      free.release(permits - kept);
      permits = kept;
    }

    @Override
    public void close() {
      pixels.addAndGet(-count);
      shrink(0);
    }
  }

  /**
   * Waits until there is memory for an image, at most half of the time that is left: the other half
   * is for what follows.
   *
   * @throws ImageTooLargeException when there never will be
   * @throws OverloadedException when there is none in that time
   */
  public Share take(long count, int bytesPerPixel, Deadline deadline)
      throws ImageTooLargeException, OverloadedException {
    long needed = count * bytesPerPixel;
    if (needed > bytes) {
      throw new ImageTooLargeException(needed, bytes);
    }
    int permits = permits(needed);
    try {
      if (free.tryAcquire(permits, deadline.remainingNanos() / 2, TimeUnit.NANOSECONDS)) {
        return new Share(count, permits);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to decode", e);
    }
    throw new OverloadedException("other images take the memory; retry later");
  }

  /** Returns the pixels of all images that have a share. */
  public long pixels() {
    return pixels.get();
  }
}
