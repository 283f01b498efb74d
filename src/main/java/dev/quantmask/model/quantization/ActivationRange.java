package dev.quantmask.model.quantization;

/**
 * Says how a layer's output becomes unsigned 8-bit integers: {@code value = scale * (integer -
 * zeroPoint)}.
 *
 * @param scale above 0
 * @param zeroPoint 1 to 255; 0 for values that are never negative, and only for those
 */
public record ActivationRange(double scale, int zeroPoint) {
  /** Stands for a range that is found at run time. */
  static final ActivationRange AT_RUN_TIME = new ActivationRange(0, 0);

  private static final int LEVELS = 255;
  private static final double SMALLEST_SCALE = 1e-12;

  /** Returns the range of values that can be negative; widened to hold 0. */
  public static ActivationRange signed(double low, double high) {
    double bottom = Math.min(low, 0);
    double scale = scale(Math.max(high, 0) - bottom);
    long zeroPoint = Math.round(-bottom / scale);
    return new ActivationRange(scale, (int) Math.min(Math.max(zeroPoint, 1), LEVELS));
  }

  /** Returns the range from 0 on. */
  public static ActivationRange unsigned(double high) {
    return new ActivationRange(scale(Math.max(high, 0)), 0);
  }

  private static double scale(double width) {
    return Math.max(width / LEVELS, SMALLEST_SCALE);
  }
}
