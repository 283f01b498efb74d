package dev.quantmask.statistics;

import java.util.Arrays;

/** Quantiles by linear interpolation between the closest ranks, as numpy has them by default. */
public final class Quantile {
  private Quantile() {}

  /**
   * Returns a quantile of values in any order, which stay in it.
   *
   * @param values at least one
   * @param fraction 0 to 1; 0.5 is the median
   */
  public static double of(double[] values, double fraction) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = fraction * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
