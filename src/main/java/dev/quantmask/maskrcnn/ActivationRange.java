package dev.quantmask.maskrcnn;

/**
 * How a layer's output becomes unsigned 8-bit integers: {@code value = scale * (integer -
 * zeroPoint)}.
 *
 * @param scale above 0
 * @param zeroPoint 0 to 255; 0 for values that are never negative
 */
public record ActivationRange(double scale, int zeroPoint) {
  /** Stands for a range that is found at run time. */
  static final ActivationRange AT_RUN_TIME = new ActivationRange(0, 0);

  private static final int LEVELS = 255;
  private static final double SMALLEST_SCALE = 1e-12;

  /** The range from {@code low} to {@code high}, widened to hold 0. */
  public static ActivationRange of(double low, double high) {
    double bottom = Math.min(low, 0);
    double scale = Math.max((Math.max(high, 0) - bottom) / LEVELS, SMALLEST_SCALE);
    return new ActivationRange(scale, (int) Math.min(Math.rint(-bottom / scale), LEVELS));
  }
}
