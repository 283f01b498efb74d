package dev.quantmask.quantization.calibration;

import dev.quantmask.quantization.calibration.RangeMethod.Bounds;
import java.util.function.ToDoubleFunction;

/** Tries ranges, from all that was seen to a small part of it. */
final class RangeSearch {
  private static final int STEPS = 100;
  private static final double SMALLEST_PART = 0.05; // of what was seen

  private RangeSearch() {}

  /**
   * The range of the least loss; of equal ones the widest. Both ends shrink alike first, then the
   * upper one alone, then the lower one.
   */
  static Bounds least(Histogram histogram, ToDoubleFunction<Bounds> loss) {
    Bounds all = new Bounds(Math.min(histogram.least(), 0), Math.max(histogram.most(), 0));
    Bounds best = all;
    double least = loss.applyAsDouble(all);
    int passes = all.low() < 0 && all.high() > 0 ? 3 : 1;
    for (int pass = 0; pass < passes; pass++) {
      Bounds start = best;
      for (int step = 1; step <= STEPS; step++) {
        double part = 1 - (1 - SMALLEST_PART) * step / STEPS;
        Bounds tried =
            switch (pass) {
              case 0 -> new Bounds(all.low() * part, all.high() * part);
              case 1 -> new Bounds(start.low(), all.high() * part);
              default -> new Bounds(all.low() * part, start.high());
            };
        double found = loss.applyAsDouble(tried);
        if (found < least) {
          least = found;
          best = tried;
        }
      }
    }
    return best;
  }
}
