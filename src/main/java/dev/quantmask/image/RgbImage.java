package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;

/**
 * An 8-bit RGB image, upright (EXIF orientation applied).
 *
 * @param pixels {@code byte[height * width * 3]}, rows from the top, red green blue
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is megabytes: identity is what callers want
public record RgbImage(int width, int height, byte[] pixels) {
  public static final int BYTES_PER_PIXEL = 3;

  public RgbImage {
    if (width <= 0 || height <= 0 || (long) width * height * 3 != pixels.length) {
      throw new IllegalArgumentException(
          Text.format(
              "RgbImage: expected %d x %d x 3 bytes, found %d", height, width, pixels.length));
    }
  }

  /**
   * Copies an image. Samples are taken as they are stored, as from a file: profiles are ignored,
   * and alpha is dropped; what is neither RGB nor grey is converted to sRGB by Java.
   */
  public static RgbImage of(BufferedImage image) {
    return Rasters.copyToRgb(image);
  }
}
