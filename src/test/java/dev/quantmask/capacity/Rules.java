package dev.quantmask.capacity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The configuration of an instance, as its keys are named.
 *
 * @param workers {@code quantmask.inference.workers}
 * @param threads {@code quantmask.inference.threads-per-worker}
 * @param waiting {@code quantmask.queue.max-size}
 * @param timeout {@code quantmask.limits.timeout}, or what clients ask for
 * @param batch {@code quantmask.batch.max-size}
 * @param delay {@code quantmask.batch.max-delay}
 * @param batchCosts of batches of 1, 2, …: what a batch takes, divided by what its images take
 *     alone; the last one holds for larger batches
 */
record Rules(
    int workers,
    int threads,
    int waiting,
    Duration timeout,
    int batch,
    Duration delay,
    List<Double> batchCosts) {
  static final long NEVER = Long.MAX_VALUE;
  private static final Duration ENDLESS = Duration.ofDays(365);

  /** The defaults of two cores. */
  static final Rules DEFAULT =
      new Rules(1, 2, 32, Duration.ofSeconds(30), 1, Duration.ofMillis(5), List.of(1.0));

  /** Nothing is ever refused or late. */
  static Rules unlimited(int workers) {
    return DEFAULT.workers(workers, 1).waiting(Integer.MAX_VALUE / 2).timeout(ENDLESS);
  }

  Rules workers(int count, int threadsOfEach) {
    return new Rules(count, threadsOfEach, waiting, timeout, batch, delay, batchCosts);
  }

  Rules waiting(int most) {
    return new Rules(workers, threads, most, timeout, batch, delay, batchCosts);
  }

  Rules timeout(Duration time) {
    return new Rules(workers, threads, waiting, time, batch, delay, batchCosts);
  }

  /** Images leave together, and a batch of n takes {@code costs[n - 1]} of what they take alone. */
  Rules batch(int most, Duration longest, double... costs) {
    return new Rules(
        workers, threads, waiting, timeout, most, longest, Arrays.stream(costs).boxed().toList());
  }

  /** Nanoseconds of the clock; {@link #NEVER} where nothing is ever late. */
  long deadline(long arrival) {
    return timeout.equals(ENDLESS) ? NEVER : arrival + timeout.toNanos();
  }

  double batchCost(int images) {
    return batchCosts.get(Math.min(images, batchCosts.size()) - 1);
  }
}
