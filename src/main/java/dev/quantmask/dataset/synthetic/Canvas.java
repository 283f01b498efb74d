package dev.quantmask.dataset.synthetic;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The image while it is painted. */
final class Canvas {
  private final FrameSize size;
  private final BufferedImage image;
  private final int[] pixels;

  Canvas(FrameSize size) {
    this.size = size;
    this.image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    this.pixels = Tile.pixels(image);
  }

  /** The colour of a pixel, 0xRRGGBB. */
  @FunctionalInterface
  interface Painting {
    int at(int x, int y);
  }

  int width() {
    return size.width();
  }

  int height() {
    return size.height();
  }

  double scale() {
    return size.scale();
  }

  /** {@code int[height * width]}, 0xRRGGBB. */
  int[] pixels() {
    return pixels;
  }

  BufferedImage image() {
    return image;
  }

  void paint(Painting painting) {
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width(); x++) {
        pixels[y * width() + x] = painting.at(x, y);
      }
    }
  }

  /** Returns the graphics to draw with; the caller disposes of it. */
  Graphics2D graphics() {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}
