package dev.quantmask.quantization.calibration;

import dev.quantmask.model.quantization.ActivationRange;
import java.util.Locale;

/** Chooses a range from a histogram. What lies outside of the range is clipped. */
public enum RangeMethod {
  /** Takes the range from the least to the largest value that was seen. */
  MINMAX {
    @Override
    Bounds bounds(Histogram histogram) {
      return new Bounds(histogram.least(), histogram.most());
    }
  },
  /** Without the outermost 0.01% of the values, one half at each end. */
  PERCENTILE {
    @Override
    Bounds bounds(Histogram histogram) {
      return Percentile.bounds(histogram);
    }
  },
  /** Takes the range with the least mean squared error of clipping and rounding together. */
  MSE {
    @Override
    Bounds bounds(Histogram histogram) {
      return RangeSearch.least(histogram, bounds -> SquaredError.of(histogram, bounds));
    }
  },
  /**
   * Takes the range with the least loss of information, as TensorRT calibrates: the divergence of
   * Kullback and Leibler.
   */
  ENTROPY {
    @Override
    Bounds bounds(Histogram histogram) {
      return RangeSearch.least(histogram, bounds -> Entropy.divergence(histogram, bounds));
    }
  };

  /** Least and largest value that are kept. */
  record Bounds(double low, double high) {}

  abstract Bounds bounds(Histogram histogram);

  /**
   * The range for a layer that put something out.
   *
   * @param signed whether its output can be negative; else the range begins at 0
   */
  ActivationRange range(Histogram histogram, boolean signed) {
    Bounds bounds = bounds(histogram);
    return signed
        ? ActivationRange.signed(bounds.low(), bounds.high())
        : ActivationRange.unsigned(bounds.high());
  }

  /** Returns the label as on the command line: {@code mse}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
