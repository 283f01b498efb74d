package dev.quantmask.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of what was measured. */
public final class Medians {
  private static final double HALF = 0.5;

  private Medians() {}

  /** Returns the median of at least one value. */
  public static double of(double[] values) {
    return Quantile.of(values, HALF);
  }

  public static double of(List<Double> values) {
    return of(values, value -> value);
  }

  public static <T> double of(List<T> things, ToDoubleFunction<T> value) {
    return of(things.stream().mapToDouble(value).toArray());
  }
}
