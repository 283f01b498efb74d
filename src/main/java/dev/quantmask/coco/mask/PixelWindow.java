package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;

/** A rectangle of whole pixels: the upper left one, and the size; 0 x 0 when empty. */
public record PixelWindow(int x0, int y0, int width, int height) {
  public PixelWindow {
    if (x0 < 0 || y0 < 0 || width < 0 || height < 0) {
      throw new IllegalArgumentException(
          Text.format(
              "PixelWindow: expected numbers of at least 0, found (%d, %d) %d x %d",
              x0, y0, width, height));
    }
  }

  boolean isEmpty() {
    return width == 0 || height == 0;
  }

  void requireWithin(int imageHeight, int imageWidth) {
    if ((long) x0 + width > imageWidth || (long) y0 + height > imageHeight) {
      throw new IllegalArgumentException(
          Text.format(
              "%s: expected it to lie within an image of %d x %d (height x width)",
              this, imageHeight, imageWidth));
    }
  }

  void requireBitmap(boolean[] inside) {
    if ((long) width * height != inside.length) {
      throw new IllegalArgumentException(
          Text.format(
              "%s: expected a bitmap of %d pixels, found %d",
              this, (long) width * height, inside.length));
    }
  }

  /**
   * Draws a bitmap as an image of one bit a pixel: white is foreground.
   *
   * @param inside {@code boolean[height * width]}, rows from the top
   */
  public BufferedImage toImage(boolean[] inside) {
    requireBitmap(inside);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        image.getRaster().setSample(i % width, i / width, 0, 1);
      }
    }
    return image;
  }
}
