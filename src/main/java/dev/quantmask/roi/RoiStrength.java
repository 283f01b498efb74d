package dev.quantmask.roi;

/**
 * Which strength fits a rate. Where bits are few, the background has none to give away: most of its
 * blocks are skipped. What is measured with VP9 (see the page about maps) costs the background
 * about half a dB of PSNR at each rate.
 */
public final class RoiStrength {
  private static final double AT_ONE_BIT = 12.6; // a pixel
  private static final double BY_DOUBLING = 2; // of the rate
  private static final int LEAST = 1;
  private static final int MOST = 12;

  private RoiStrength() {}

  /**
   * Returns steps of the quantizer, from 1 to 12.
   *
   * @param bitsPerPixel of the stream, above 0
   */
  public static int of(double bitsPerPixel) {
    double doublings = Math.log(bitsPerPixel) / Math.log(2);
    long strength = Math.round(AT_ONE_BIT + BY_DOUBLING * doublings);
    return (int) Math.max(LEAST, Math.min(strength, MOST));
  }
}
