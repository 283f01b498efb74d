package dev.quantmask.image;

import dev.quantmask.text.Text;

/**
 * Bounds the size of an image; checked from its header, before memory for its pixels is asked for.
 *
 * @param maxWidth in pixels, as {@code maxHeight}
 * @param maxPixels width times height; what they take while they are decoded is {@link
 *     OpenedImage#bytesPerPixel}
 */
public record ImageLimits(int maxWidth, int maxHeight, long maxPixels) {
  public static final ImageLimits DEFAULT = new ImageLimits(16_384, 16_384, 64_000_000);

  public ImageLimits {
    if (maxWidth < 1 || maxHeight < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          Text.format(
              "ImageLimits: expected at least 1, found %d x %d, %d pixels",
              maxWidth, maxHeight, maxPixels));
    }
  }

  /**
   * Compares a size with the limits.
   *
   * @throws ImageException if it goes beyond one of them
   */
  public void check(int width, int height) throws ImageException {
    if (width > maxWidth || height > maxHeight) {
      throw new ImageException(
          Text.format(
              "image too large: expected at most %d x %d pixels, found %d x %d",
              maxWidth, maxHeight, width, height));
    }
    if ((long) width * height > maxPixels) {
      throw new ImageException(
          Text.format(
              "image too large: expected at most %d pixels, found %d x %d = %d",
              maxPixels, width, height, (long) width * height));
    }
  }
}
