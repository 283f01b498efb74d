package dev.quantmask.synthesis;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The picture while it is painted. */
final class Canvas {
  private static final double UNIT_HEIGHT = 360;

  private final BufferedImage image;
  private final int[] pixels;

  Canvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** The colour of a pixel, 0xRRGGBB. */
  @FunctionalInterface
  interface Painting {
    int at(int x, int y);
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** Pixels of this picture for one of a picture 360 high: all sizes are given for that one. */
  double scale() {
    return height() / UNIT_HEIGHT;
  }

  /** {@code int[height * width]}, 0xRRGGBB. */
  int[] pixels() {
    return pixels;
  }

  BufferedImage image() {
    return image;
  }

  void paint(Painting painting) {
    int width = width();
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = painting.at(x, y);
      }
    }
  }

  /** For drawing; the caller disposes of it. */
  Graphics2D graphics() {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}
