package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.function.Supplier;

/** Draws what was found on a copy of the image: masks, then boxes, then labels. */
public final class Overlay {
  private static final double JPEG_QUALITY = 0.85;

  static {
    Headless.choose();
  }

  private Overlay() {}

  /**
   * One thing to draw.
   *
   * @param x0 the box's corners in pixels, as {@code y0}, {@code x1}, {@code y1}
   * @param colour usually the class id; the same number has the same colour in every image
   * @param text of the label; empty for none
   * @param mask null for none; asked for when it is drawn, as together they might take much memory
   */
  public record Item(
      float x0, float y0, float x1, float y1, int colour, String text, Supplier<Mask> mask) {}

  /**
   * A mask, given within a window of the image.
   *
   * @param x0 the window's upper left pixel, as {@code y0}
   * @param inside {@code boolean[height * width]}, rows from the top
   */
  @SuppressWarnings("ArrayRecordComponent") // pixels: identity is what callers want
  public record Mask(int x0, int y0, int width, int height, boolean[] inside) {
    public Mask {
      if (width < 0 || height < 0 || (long) width * height != inside.length) {
        throw new IllegalArgumentException(
            Text.format(
                "Overlay.Mask: expected %d x %d pixels, found %d", height, width, inside.length));
      }
    }

    /** Returns whether the pixel of the image belongs to the mask. */
    boolean contains(int x, int y) {
      int column = x - x0;
      int row = y - y0;
      return column >= 0
          && row >= 0
          && column < width
          && row < height
          && inside[row * width + column];
    }
  }

  /** The image with the items drawn on it, the first one uppermost. */
  public static RgbImage rgb(RgbImage image, List<Item> items) {
    return RgbImage.of(draw(image, items));
  }

  /** The same as a PNG file. */
  public static byte[] png(RgbImage image, List<Item> items) {
    return PngEncoder.encode(draw(image, items));
  }

  /**
   * The same as a JPEG file.
   *
   * @param widest pixels; a wider image is drawn on, then made smaller
   */
  public static byte[] jpeg(RgbImage image, List<Item> items, int widest) {
    BufferedImage canvas = draw(image, items);
    return JpegEncoder.encode(
        canvas.getWidth() > widest ? scaled(canvas, widest) : canvas, JPEG_QUALITY, false);
  }

  private static BufferedImage scaled(BufferedImage image, int width) {
    int height = Math.max(1, Math.round((float) width * image.getHeight() / image.getWidth()));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(
        image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return scaled;
  }

  private static BufferedImage draw(RgbImage image, List<Item> items) {
    BufferedImage canvas = copy(image);
    // Lines and letters of a size that can be read when the image fills a screen.
    float scale = Math.max(1, Math.min(image.width(), image.height()) / 500f);
    MaskPainter masks = new MaskPainter(canvas, (int) Math.ceil(scale));
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i).mask() != null) {
        masks.paint(items.get(i).mask().get(), Palette.colour(items.get(i).colour()));
      }
    }
    Graphics2D graphics = canvas.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = items.size() - 1; i >= 0; i--) {
      drawBox(graphics, items.get(i), image, scale);
    }
    LabelPainter labels = new LabelPainter(graphics, image.width(), image.height(), scale);
    items.forEach(labels::paint);
    graphics.dispose();
    return canvas;
  }

  private static BufferedImage copy(RgbImage image) {
    BufferedImage canvas =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    int[] target = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
    byte[] rgb = image.pixels();
    for (int i = 0; i < target.length; i++) {
      target[i] =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
    }
    return canvas;
  }

  /** A dark line under a coloured one: one of them stands out from any background. */
  private static void drawBox(Graphics2D graphics, Item item, RgbImage image, float scale) {
    // Boxes that touch the frame or reach beyond it are drawn just within, or half a line is lost.
    float x0 = Math.max(item.x0(), scale);
    float y0 = Math.max(item.y0(), scale);
    float x1 = Math.min(item.x1(), image.width() - scale);
    float y1 = Math.min(item.y1(), image.height() - scale);
    Rectangle2D box = new Rectangle2D.Float(x0, y0, Math.max(x1 - x0, 0), Math.max(y1 - y0, 0));
    graphics.setStroke(new BasicStroke(3.2f * scale, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.setColor(new Color(0, 0, 0, 110));
    graphics.draw(box);
    graphics.setStroke(new BasicStroke(1.8f * scale, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.setColor(Palette.colour(item.colour()));
    graphics.draw(box);
  }
}
