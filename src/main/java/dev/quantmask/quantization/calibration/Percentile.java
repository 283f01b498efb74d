package dev.quantmask.quantization.calibration;

import dev.quantmask.quantization.calibration.RangeMethod.Bounds;

/** Cuts off the outermost values. */
final class Percentile {
  private static final double CUT = 0.0001; // of the values, both ends together

  private Percentile() {}

  static Bounds bounds(Histogram histogram) {
    double atEachEnd = histogram.total() * CUT / 2;
    double[] counts = histogram.counts();
    int first = 0;
    for (double sum = counts[0]; sum <= atEachEnd && first < counts.length - 1; ) {
      sum += counts[++first];
    }
    int last = counts.length - 1;
    for (double sum = counts[last]; sum <= atEachEnd && last > first; ) {
      sum += counts[--last];
    }
    return new Bounds(histogram.edge(first), histogram.edge(last + 1));
  }
}
