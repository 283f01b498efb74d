package dev.quantmask.capacity;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** When requests come. The same seed gives the same times. */
sealed interface Arrivals {
  /** Mean number in a second. */
  double perSecond();

  /** Returns nanoseconds from the start, in order, below so many seconds. */
  long[] times(double seconds, long seed);

  /** One after the other at the same interval. */
  record Steady(double perSecond) implements Arrivals {
    @Override
    public long[] times(double seconds, long seed) {
      return LongStream.range(0, Math.round(seconds * perSecond))
          .map(i -> Math.round(i / perSecond * 1e9))
          .toArray();
    }
  }

  /** From many clients that know nothing of each other. */
  record Poisson(double perSecond) implements Arrivals {
    @Override
    public long[] times(double seconds, long seed) {
      return new Bursts(perSecond, 1, seconds).times(seconds, seed);
    }
  }

  /**
   * In bursts, between which nothing comes. Their lengths and those of the pauses are exponential.
   *
   * @param perSecond mean of bursts and pauses
   * @param height the rate in a burst, divided by the mean; 1 is one burst without an end
   * @param length mean length of a burst, in seconds
   */
  record Bursts(double perSecond, double height, double length) implements Arrivals {
    @Override
    public long[] times(double seconds, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] times = new long[(int) (seconds * perSecond) + 16];
      int count = 0;
      double time = 0;
      double end = height == 1 ? seconds : exponential(random, length);
      while (time < seconds) {
        double next = time + exponential(random, 1 / (perSecond * height));
        if (next >= end) { // what is left of an exponential time is as long as a new one
          time = end + exponential(random, length * (height - 1));
          end = time + exponential(random, length);
          continue;
        }
        time = next;
        if (time < seconds) {
          if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
          }
          times[count++] = (long) (time * 1e9);
        }
      }
      return Arrays.copyOf(times, count);
    }
  }

  static double exponential(SplittableRandom random, double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }
}
