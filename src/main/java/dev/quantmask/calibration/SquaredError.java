package dev.quantmask.calibration;

import dev.quantmask.calibration.RangeMethod.Bounds;

/** Searches the range whose squared error, of clipping and of rounding, is least. */
final class SquaredError {
  private static final int STEPS = 100;
  private static final double SMALLEST_PART = 0.05; // of what was seen
  private static final int LEVELS = 255;

  private SquaredError() {}

  /** Both ends shrink alike first, then each alone. */
  static Bounds bounds(Histogram histogram) {
    Bounds all = new Bounds(Math.min(histogram.least(), 0), Math.max(histogram.most(), 0));
    Bounds best = all;
    double least = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < 3; pass++) {
      Bounds start = best;
      for (int step = 0; step <= STEPS; step++) {
        double part = 1 - (1 - SMALLEST_PART) * step / STEPS;
        Bounds tried =
            switch (pass) {
              case 0 -> new Bounds(all.low() * part, all.high() * part);
              case 1 -> new Bounds(start.low(), all.high() * part);
              default -> new Bounds(all.low() * part, start.high());
            };
        double error = error(histogram, tried);
        if (error < least) {
          least = error;
          best = tried;
        }
      }
    }
    return best;
  }

  private static double error(Histogram histogram, Bounds bounds) {
    double step = (bounds.high() - bounds.low()) / LEVELS;
    double rounding = step * step / 12; // of values that are spread evenly
    double[] counts = histogram.counts();
    double error = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        continue;
      }
      double value = histogram.center(i);
      double clipped =
          Math.max(0, Math.max(bounds.low() - value, value - bounds.high())); // 0 inside
      error += counts[i] * (clipped > 0 ? clipped * clipped : rounding);
    }
    return error;
  }
}
