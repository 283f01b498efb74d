package dev.quantmask.spark;

import dev.quantmask.serving.admission.ImageMemory;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import java.time.Duration;

/**
 * What images may take of an executor's heap together, as in the service. An OutOfMemoryError would
 * end the executor, and after four of them the job.
 */
final class HeapShares {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** A task that waits has nothing else to do. */
  static final Deadline FOREVER = Deadline.in(Duration.ofDays(10_000));

  static final ImageMemory PIXELS = new ImageMemory(HEAP / 5 * 2);

  /** Encoded. Who has a share of it may wait for one of {@link #PIXELS}, and never the reverse. */
  static final ImageMemory FILES = new ImageMemory(HEAP / 10);

  private HeapShares() {}

  static String tooLarge(ServingException refusal) {
    return Text.format(
        "the image is too large for the executor's heap of %d MB (%s): raise spark.executor.memory",
        HEAP >> 20, refusal.getMessage());
  }
}
