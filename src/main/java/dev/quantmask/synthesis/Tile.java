package dev.quantmask.synthesis;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A thing by itself, rendered: a window of the picture's pixels, which may reach beyond the frame.
 */
final class Tile {
  private static final double REACH = 1.3;
  private static final int OPAQUE = 128;

  private final int x0;
  private final int y0;
  private final BufferedImage image;
  private final int[] pixels;

  private Tile(int x0, int y0, BufferedImage image) {
    this.x0 = x0;
    this.y0 = y0;
    this.image = image;
    this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  static Tile of(Thing thing) {
    double unit = thing.size() / 2;
    int half = (int) Math.ceil(REACH * unit * (thing.turn() == 0 ? 1 : Math.sqrt(2))) + 2;
    int x0 = (int) Math.floor(thing.x()) - half;
    int y0 = (int) Math.floor(thing.y()) - half;
    BufferedImage image = new BufferedImage(2 * half, 2 * half, BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D graphics = image.createGraphics();
    graphics.translate(thing.x() - x0, thing.y() - y0);
    graphics.rotate(thing.turn());
    graphics.scale(thing.mirrored() ? -unit : unit, unit);
    thing.sprite().draw(new Pen(graphics, unit), thing.view(), thing.look());
    graphics.dispose();
    Tile tile = new Tile(x0, y0, image);
    tile.haze(thing);
    return tile;
  }

  private void haze(Thing thing) {
    if (thing.haze() <= 0) {
      return;
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setComposite(AlphaComposite.SrcAtop);
    graphics.setColor(Colours.alpha(thing.air(), thing.haze()));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
  }

  int x0() {
    return x0;
  }

  int y0() {
    return y0;
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** Whether the pixel of the picture is the thing's own, were nothing before it. */
  boolean covers(int x, int y) {
    return pixels[(y - y0) * width() + x - x0] >>> 24 >= OPAQUE;
  }

  /** How many pixels it covers, beyond the frame too. */
  int area() {
    int area = 0;
    for (int pixel : pixels) {
      if (pixel >>> 24 >= OPAQUE) {
        area++;
      }
    }
    return area;
  }

  /** With what is drawn, smeared along the way it moves. */
  void drawOn(Graphics2D graphics, double smearX, double smearY) {
    int steps = (int) Math.round(Math.hypot(smearX, smearY));
    if (steps < 2) {
      graphics.drawImage(image, x0, y0, null);
      return;
    }
    int marginX = (int) Math.ceil(Math.abs(smearX));
    int marginY = (int) Math.ceil(Math.abs(smearY));
    BufferedImage smeared =
        new BufferedImage(
            width() + 2 * marginX, height() + 2 * marginY, BufferedImage.TYPE_INT_ARGB_PRE);
    Smear.along(pixels, width(), height(), smeared, marginX, marginY, smearX, smearY, steps + 1);
    graphics.drawImage(smeared, x0 - marginX, y0 - marginY, null);
  }
}
