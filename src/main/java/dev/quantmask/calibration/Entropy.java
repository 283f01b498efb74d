package dev.quantmask.calibration;

import dev.quantmask.calibration.RangeMethod.Bounds;

/** Searches the range whose 256 levels tell most of the distribution. */
final class Entropy {
  private static final int STEPS = 100;
  private static final double SMALLEST_PART = 0.05; // of what was seen
  private static final int LEVELS = 256;

  private Entropy() {}

  static Bounds bounds(Histogram histogram) {
    double low = Math.min(histogram.least(), 0);
    double high = Math.max(histogram.most(), 0);
    Bounds best = new Bounds(low, high);
    double least = divergence(histogram, best);
    for (int step = 1; step <= STEPS; step++) {
      double part = 1 - (1 - SMALLEST_PART) * step / STEPS;
      Bounds tried = new Bounds(low * part, high * part);
      double divergence = divergence(histogram, tried);
      if (divergence < least) {
        least = divergence;
        best = tried;
      }
    }
    return best;
  }

  /**
   * Of what was seen, clipped to the range, from what 256 levels make of it. A level spreads what
   * falls on it evenly over its bins that are not empty. The bin of 0 is left out: exact zeros of a
   * ReLU say nothing of the range.
   */
  private static double divergence(Histogram histogram, Bounds bounds) {
    int first = Math.max(bin(histogram, bounds.low()), 0);
    int end = Math.min(bin(histogram, bounds.high()), histogram.counts().length);
    if (end - first < LEVELS) {
      return Double.POSITIVE_INFINITY;
    }
    double[] seen = clipped(histogram, first, end);
    double total = 0;
    for (double count : seen) {
      total += count;
    }
    double divergence = 0;
    for (int level = 0; level < LEVELS; level++) {
      int from = (int) ((long) level * seen.length / LEVELS);
      int to = (int) ((long) (level + 1) * seen.length / LEVELS);
      divergence += divergence(histogram, seen, first, from, to, total);
    }
    return divergence;
  }

  private static double divergence(
      Histogram histogram, double[] seen, int first, int from, int to, double total) {
    double inside = 0; // what quantization sees is not clipped values, but those inside
    int filled = 0;
    for (int i = from; i < to; i++) {
      if (seen[i] > 0) {
        inside += i + first == zeroBin(histogram) ? 0 : histogram.counts()[i + first];
        filled++;
      }
    }
    double divergence = 0;
    for (int i = from; i < to; i++) {
      if (seen[i] > 0) {
        double spread = Math.max(inside / filled, 1e-9 * total);
        divergence += seen[i] / total * Math.log(seen[i] / spread);
      }
    }
    return divergence;
  }

  /** Counts of the range; what lies outside is added at its ends. */
  private static double[] clipped(Histogram histogram, int first, int end) {
    double[] seen = new double[end - first];
    for (int i = 0; i < histogram.counts().length; i++) {
      if (i != zeroBin(histogram)) {
        int place = Math.min(Math.max(i, first), end - 1) - first;
        seen[place] += histogram.counts()[i];
      }
    }
    return seen;
  }

  private static int zeroBin(Histogram histogram) {
    return histogram.counts().length / 2;
  }

  private static int bin(Histogram histogram, double value) {
    return (int) Math.round((value + histogram.limit()) / histogram.width());
  }
}
