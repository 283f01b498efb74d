package dev.quantmask.quantization.calibration;

import dev.quantmask.quantization.calibration.RangeMethod.Bounds;

/** Measures what clipping and rounding to a range do to the values, together. */
final class SquaredError {
  private static final int STEPS = 255; // between 256 levels

  private SquaredError() {}

  static double of(Histogram histogram, Bounds bounds) {
    double step = (bounds.high() - bounds.low()) / STEPS;
    double rounding = step * step / 12; // of values that are spread evenly
    double[] counts = histogram.counts();
    double error = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double value = histogram.center(i);
        double clipped = Math.max(0, Math.max(bounds.low() - value, value - bounds.high()));
        error += counts[i] * (clipped > 0 ? clipped * clipped : rounding);
      }
    }
    return error;
  }
}
