package dev.quantmask.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Streams of frames. Each begins at a time of its own within the first interval.
 *
 * @param perSecond frames of each
 */
record Streams(int count, double perSecond) {
  /**
   * Returns when the frames of each stream come, in nanoseconds. The same seed gives the same
   * times.
   */
  List<long[]> times(double seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<long[]> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double first = random.nextDouble() / perSecond;
      long[] times = new Arrivals.Steady(perSecond).times(seconds, seed);
      for (int frame = 0; frame < times.length; frame++) {
        times[frame] += (long) (first * 1e9);
      }
      streams.add(times);
    }
    return streams;
  }
}
