package dev.quantmask.synthesis;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Motion blur: the mean of copies along a way. */
final class Smear {
  private Smear() {}

  /**
   * @param pixels {@code int[height * width]}, premultiplied 0xAARRGGBB
   * @param target larger by the margins on each side; its pixels are premultiplied too
   * @param copies laid from minus half of the way to plus half of it
   */
  static void along(
      int[] pixels,
      int width,
      int height,
      BufferedImage target,
      int marginX,
      int marginY,
      double wayX,
      double wayY,
      int copies) {
    int[] out = ((DataBufferInt) target.getRaster().getDataBuffer()).getData();
    int targetWidth = target.getWidth();
    // Two channels to a long, 32 bits apart, so that sums cannot run into each other.
    long[] alphaGreen = new long[out.length];
    long[] redBlue = new long[out.length];
    for (int copy = 0; copy < copies; copy++) {
      double part = copies == 1 ? 0 : copy / (copies - 1.0) - 0.5;
      int dx = marginX + (int) Math.round(part * wayX);
      int dy = marginY + (int) Math.round(part * wayY);
      for (int y = 0; y < height; y++) {
        int to = (y + dy) * targetWidth + dx;
        for (int x = 0; x < width; x++) {
          long pixel = pixels[y * width + x];
          if (pixel != 0) {
            alphaGreen[to + x] += (pixel >>> 24 & 0xff) << 32 | (pixel >>> 8 & 0xff);
            redBlue[to + x] += (pixel >>> 16 & 0xff) << 32 | (pixel & 0xff);
          }
        }
      }
    }
    for (int i = 0; i < out.length; i++) {
      int alpha = (int) (alphaGreen[i] >>> 32) / copies;
      int green = (int) (alphaGreen[i] & 0xffffffffL) / copies;
      int red = (int) (redBlue[i] >>> 32) / copies;
      int blue = (int) (redBlue[i] & 0xffffffffL) / copies;
      out[i] = alpha << 24 | red << 16 | green << 8 | blue;
    }
  }

  /** Of a whole picture; what comes in at its border is the border. */
  static void whole(Canvas canvas, double wayX, double wayY, int copies) {
    int width = canvas.width();
    int height = canvas.height();
    int[] pixels = canvas.pixels();
    int[] before = pixels.clone();
    int[] offsetX = new int[copies];
    int[] offsetY = new int[copies];
    for (int copy = 0; copy < copies; copy++) {
      double part = copy / (copies - 1.0) - 0.5;
      offsetX[copy] = (int) Math.round(part * wayX);
      offsetY[copy] = (int) Math.round(part * wayY);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
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
        pixels[y * width + x] = red / copies << 16 | green / copies << 8 | blue / copies;
      }
    }
  }
}
