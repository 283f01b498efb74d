package dev.quantmask.quantization.calibration;

import dev.quantmask.quantization.calibration.RangeMethod.Bounds;

/**
 * The information that is lost when values are clipped to a range of 256 levels: the divergence of
 * Kullback and Leibler, as TensorRT calibrates.
 */
final class Entropy {
  private static final int LEVELS = 256;
  private static final double SMALLEST_PROBABILITY = 1e-9;

  private Entropy() {}

  /**
   * Returns the divergence of what was seen, what lies outside being moved to the ends, from what
   * the levels make of what lies inside: a level spreads its values evenly over its bins that are
   * not empty. The bin of 0 does not count: the zeros of a ReLU say nothing of the range.
   *
   * @return infinite for a range of fewer bins than levels, of which nothing can be said
   */
  static double divergence(Histogram histogram, Bounds bounds) {
    double[] counts = histogram.counts().clone();
    counts[counts.length / 2] = 0;
    int first = Math.max(bin(histogram, bounds.low()), 0);
    int end = Math.min(bin(histogram, bounds.high()), counts.length);
    if (end - first < LEVELS) {
      return Double.POSITIVE_INFINITY;
    }
    double inside = sum(counts, first, end);
    double[] seen = clipped(counts, first, end);
    double total = sum(seen, 0, seen.length);
    double divergence = 0;
    for (int level = 0; level < LEVELS; level++) {
      int from = first + level * seen.length / LEVELS;
      int to = first + (level + 1) * seen.length / LEVELS;
      double spread = sum(counts, from, to) / inside / filled(seen, from - first, to - first);
      for (int i = from - first; i < to - first; i++) {
        if (seen[i] > 0) {
          double probability = seen[i] / total;
          divergence +=
              probability * Math.log(probability / Math.max(spread, SMALLEST_PROBABILITY));
        }
      }
    }
    return divergence;
  }

  private static int bin(Histogram histogram, double value) {
    return (int) Math.round((value + histogram.limit()) / histogram.width());
  }

  private static double[] clipped(double[] counts, int first, int end) {
    double[] seen = new double[end - first];
    for (int i = 0; i < counts.length; i++) {
      seen[Math.min(Math.max(i, first), end - 1) - first] += counts[i];
    }
    return seen;
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  private static int filled(double[] values, int from, int to) {
    int filled = 0;
    for (int i = from; i < to; i++) {
      filled += values[i] > 0 ? 1 : 0;
    }
    return filled;
  }
}
