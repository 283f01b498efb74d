package dev.quantmask.dataset.synthetic;

import java.awt.image.BufferedImage;

/** Motion blur: the mean of copies from minus half of a way to plus half of it. */
final class MotionBlur {
  private MotionBlur() {}

  /** Returns how much larger an image becomes on each side. */
  static int margin(double way) {
    return (int) Math.ceil(Math.abs(way));
  }

  /**
   * Blurs something with nothing around it.
   *
   * @param image of premultiplied pixels
   * @param copies 2 or more
   * @return larger by the margins of the two ways
   */
  static BufferedImage of(BufferedImage image, double wayX, double wayY, int copies) {
    int width = image.getWidth();
    int height = image.getHeight();
    int largerWidth = width + 2 * margin(wayX);
    BufferedImage smeared =
        new BufferedImage(largerWidth, height + 2 * margin(wayY), BufferedImage.TYPE_INT_ARGB_PRE);
    int[] pixels = Tile.pixels(image);
    int[] means = Tile.pixels(smeared);
    // Two channels to a long, 32 bits apart, so that sums cannot run into each other.
    long[] alphaGreen = new long[means.length];
    long[] redBlue = new long[means.length];
    int[] offsetX = offsets(wayX, copies);
    int[] offsetY = offsets(wayY, copies);
    for (int copy = 0; copy < copies; copy++) {
      for (int y = 0; y < height; y++) {
        int to = (y + margin(wayY) + offsetY[copy]) * largerWidth + margin(wayX) + offsetX[copy];
        for (int x = 0; x < width; x++) {
          long pixel = pixels[y * width + x];
          if (pixel != 0) {
            alphaGreen[to + x] += (pixel >>> 24 & 0xff) << 32 | (pixel >>> 8 & 0xff);
            redBlue[to + x] += (pixel >>> 16 & 0xff) << 32 | (pixel & 0xff);
          }
        }
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(alphaGreen[i], copies) << 8 | mean(redBlue[i], copies);
    }
    return smeared;
  }

  /** Returns the mean of two sums, as 0x00AA00BB. */
  private static int mean(long sums, int count) {
    int upper = (int) (sums >>> 32) / count;
    int lower = (int) (sums & 0xffffffffL) / count;
    return upper << 16 | lower;
  }

  /** Blurs a whole image; what comes in at its border is the border. */
  static void whole(Canvas canvas, double wayX, double wayY, int copies) {
    int width = canvas.width();
    int height = canvas.height();
    int[] before = canvas.pixels().clone();
    int[] offsetX = offsets(wayX, copies);
    int[] offsetY = offsets(wayY, copies);
    canvas.paint(
        (x, y) -> {
          int red = 0;
          int green = 0;
          int blue = 0;
          for (int copy = 0; copy < copies; copy++) {
            int fromX = Math.max(0, Math.min(width - 1, x + offsetX[copy]));
            int fromY = Math.max(0, Math.min(height - 1, y + offsetY[copy]));
            int rgb = before[fromY * width + fromX];
            red += rgb >> 16 & 0xff;
            green += rgb >> 8 & 0xff;
            blue += rgb & 0xff;
          }
          return (red / copies) << 16 | (green / copies) << 8 | (blue / copies);
        });
  }

  private static int[] offsets(double way, int copies) {
    int[] offsets = new int[copies];
    for (int copy = 0; copy < copies; copy++) {
      offsets[copy] = (int) Math.round((copy / (copies - 1.0) - 0.5) * way);
    }
    return offsets;
  }
}
