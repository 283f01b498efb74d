package dev.quantmask.encoding;

/**
 * How near the luma of a stream's frames is to that of the video, inside of objects and outside.
 *
 * <p>PSNR is that of the mean squared error of all pixels of all frames. SSIM is the mean over
 * windows of 8 x 8 pixels, 4 pixels apart, as {@code ffmpeg} has them, each of which belongs to
 * where its middle is.
 */
final class RegionQuality {
  private static final int WINDOW = 8;
  private static final int STEP = 4;
  private static final int PIXELS = WINDOW * WINDOW;
  private static final double PEAK = 255;

  // (0.01 * 255)² and (0.03 * 255)², for sums instead of means.
  private static final double C1 = 0.01 * 0.01 * PEAK * PEAK * PIXELS * PIXELS;
  private static final double C2 = 0.03 * 0.03 * PEAK * PEAK * PIXELS * (PIXELS - 1);

  private final Part inside = new Part();
  private final Part outside = new Part();

  /** Sums over the pixels and windows of one part of all frames. */
  static final class Part {
    private long pixels;
    private long squaredError;
    private long windows;
    private double similarity;

    long pixels() {
      return pixels;
    }

    /** In dB; infinite where nothing differs, not a number where there are no pixels. */
    double psnr() {
      return 10 * Math.log10(PEAK * PEAK * pixels / squaredError);
    }

    /** At most 1; not a number where there is no window. */
    double ssim() {
      return similarity / windows;
    }
  }

  Part inside() {
    return inside;
  }

  Part outside() {
    return outside;
  }

  /**
   * Adds a frame.
   *
   * @param original {@code byte[height * width]}, as are {@code shown} and {@code objects}
   */
  void add(int width, byte[] original, byte[] shown, boolean[] objects) {
    for (int i = 0; i < original.length; i++) {
      int difference = (original[i] & 0xFF) - (shown[i] & 0xFF);
      Part part = objects[i] ? inside : outside;
      part.squaredError += difference * difference;
      part.pixels++;
    }
    int height = original.length / width;
    for (int y = 0; y + WINDOW <= height; y += STEP) {
      for (int x = 0; x + WINDOW <= width; x += STEP) {
        boolean isInside = objects[(y + WINDOW / 2) * width + x + WINDOW / 2];
        Part part = isInside ? inside : outside;
        part.similarity += similarity(width, original, shown, y * width + x);
        part.windows++;
      }
    }
  }

  private static double similarity(int width, byte[] original, byte[] shown, int first) {
    int sumA = 0;
    int sumB = 0;
    int squares = 0; // of both
    int products = 0;
    for (int y = 0; y < WINDOW; y++) {
      for (int i = first + y * width; i < first + y * width + WINDOW; i++) {
        int a = original[i] & 0xFF;
        int b = shown[i] & 0xFF;
        sumA += a;
        sumB += b;
        squares += a * a + b * b;
        products += a * b;
      }
    }
    double means = (double) sumA * sumB;
    double squaredMeans = (double) sumA * sumA + (double) sumB * sumB;
    double variances = (double) PIXELS * squares - squaredMeans;
    double covariance = (double) PIXELS * products - means;
    return (2 * means + C1) * (2 * covariance + C2) / ((squaredMeans + C1) * (variances + C2));
  }
}
