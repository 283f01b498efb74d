package dev.quantmask.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Interim: to be replaced. */
public final class Overlay {
  /** Interim: to be replaced. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Shape(String caption, float x0, float y0, float x1, float y1, int[] columnRuns) {}

  private Overlay() {}

  public static byte[] png(RgbImage image, List<Shape> shapes) {
    BufferedImage canvas =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    byte[] pixels = image.pixels();
    for (int i = 0; i < pixels.length / 3; i++) {
      int rgb =
          ((pixels[3 * i] & 255) << 16)
              | ((pixels[3 * i + 1] & 255) << 8)
              | (pixels[3 * i + 2] & 255);
      canvas.setRGB(i % image.width(), i / image.width(), rgb);
    }
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.RED);
    for (Shape shape : shapes) {
      int x = Math.round(shape.x0());
      int y = Math.round(shape.y0());
      graphics.drawRect(x, y, Math.round(shape.x1()) - x, Math.round(shape.y1()) - y);
    }
    graphics.dispose();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(canvas, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
