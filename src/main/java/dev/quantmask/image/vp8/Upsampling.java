package dev.quantmask.image.vp8;

/**
 * Makes RGB of the planes as libwebp does by default: chroma is interpolated between the four
 * nearest samples with weights of 9, 3, 3 and 1, in two steps that each round, and converted in
 * fixed point.
 */
final class Upsampling {
  private final Planes planes;
  private final int width;
  private final int height;
  private final int[] chroma; // of one row, interpolated

  private Upsampling(Planes planes, int width, int height) {
    this.planes = planes;
    this.width = width;
    this.height = height;
    this.chroma = new int[2 * width];
  }

  static byte[] toRgb(Planes planes, int width, int height) {
    byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
    Upsampling upsampling = new Upsampling(planes, width, height);
    for (int y = 0; y < height; y++) {
      upsampling.row(y, rgb);
    }
    return rgb;
  }

  private void row(int y, byte[] rgb) {
    interpolate(planes.blue(), y, 0);
    interpolate(planes.red(), y, 1);
    int luma = planes.luma().index(0, y);
    int target = 3 * width * y;
    for (int x = 0; x < width; x++) {
      int light = planes.luma().at(luma + x) * 19_077 >> 8;
      int blue = chroma[2 * x];
      int red = chroma[2 * x + 1];
      rgb[target++] = clip(light + (red * 26_149 >> 8) - 14_234);
      rgb[target++] = clip(light - (blue * 6_419 >> 8) - (red * 13_320 >> 8) + 8_708);
      rgb[target++] = clip(light + (blue * 33_050 >> 8) - 17_685);
    }
  }

  /**
   * Interpolates a row of one plane of chroma.
   *
   * @param y of luma: the row lies between the nearest of chroma and the one above or below it
   * @param offset in the interpolated row
   */
  private void interpolate(Planes.Plane plane, int y, int offset) {
    int last = (height + 1) / 2 - 1;
    int other = Math.max(0, Math.min(last, y / 2 + (y % 2 == 0 ? -1 : 1)));
    int near = plane.index(0, y / 2);
    int far = plane.index(0, other);
    int nearLeft = plane.at(near);
    int farLeft = plane.at(far);
    chroma[offset] = 3 * nearLeft + farLeft + 2 >> 2;
    int pairs = (width - 1) / 2;
    int target = offset + 2;
    for (int x = 1; x <= pairs; x++) {
      int nearRight = plane.at(near + x);
      int farRight = plane.at(far + x);
      int sum = nearLeft + nearRight + farLeft + farRight + 8;
      chroma[target] = (sum + 2 * (nearRight + farLeft) >> 3) + nearLeft >> 1;
      chroma[target + 2] = (sum + 2 * (nearLeft + farRight) >> 3) + nearRight >> 1;
      target += 4;
      nearLeft = nearRight;
      farLeft = farRight;
    }
    if (width % 2 == 0) {
      chroma[target] = 3 * nearLeft + farLeft + 2 >> 2;
    }
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value >> 6));
  }
}
