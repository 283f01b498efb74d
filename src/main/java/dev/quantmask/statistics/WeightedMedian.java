package dev.quantmask.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The median of values, each of which may count several times or not at all. */
final class WeightedMedian {
  private final double[] values;
  private final int[] order; // indices of the values, rising

  WeightedMedian(double[] values) {
    this.values = values;
    this.order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
  }

  /**
   * Returns the median; of an even number of values it is the mean of the two in the middle.
   *
   * @param weights {@code [value]}, how often it counts; at least one of them is not 0
   */
  double of(int[] weights) {
    int all = IntStream.of(weights).sum();
    return (valueAt((all - 1) / 2, weights) + valueAt(all / 2, weights)) / 2;
  }

  private double valueAt(int rank, int[] weights) {
    int passed = 0;
    for (int i : order) {
      passed += weights[i];
      if (passed > rank) {
        return values[i];
      }
    }
    throw new IllegalArgumentException("expected weights that are not all 0");
  }
}
