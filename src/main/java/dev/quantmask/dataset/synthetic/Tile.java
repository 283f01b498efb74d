package dev.quantmask.dataset.synthetic;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A thing rendered by itself: a window of the image, which may reach beyond the frame. */
final class Tile {
  private static final double REACH = 1.3; // of sprites, in their units
  private static final int OPAQUE = 128;

  private final SceneObject thing;
  private final BufferedImage image;
  private final Rectangle window;
  private final int[] pixels; // of the window, premultiplied 0xAARRGGBB

  private Tile(SceneObject thing, Rectangle window) {
    this.thing = thing;
    this.window = window;
    this.image = new BufferedImage(window.width, window.height, BufferedImage.TYPE_INT_ARGB_PRE);
    this.pixels = pixels(image);
  }

  static Tile of(SceneObject thing) {
    Place place = thing.place();
    Pose pose = thing.pose();
    double unit = place.unit();
    int half = (int) Math.ceil(REACH * unit * (pose.turn() == 0 ? 1 : Math.sqrt(2))) + 2;
    int x0 = (int) Math.floor(place.x()) - half;
    int y0 = (int) Math.floor(place.y()) - half;
    Tile tile = new Tile(thing, new Rectangle(x0, y0, 2 * half, 2 * half));
    Graphics2D graphics = tile.image.createGraphics();
    graphics.translate(place.x() - x0, place.y() - y0);
    graphics.rotate(pose.turn());
    graphics.scale(pose.mirrored() ? -unit : unit, unit);
    thing.sprite().draw(new Pen(graphics, unit), thing.view(), thing.look());
    graphics.dispose();
    tile.addHaze();
    return tile;
  }

  private void addHaze() {
    if (thing.haze().part() <= 0) {
      return;
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setComposite(AlphaComposite.SrcAtop);
    graphics.setColor(Colours.alpha(thing.haze().air(), thing.haze().part()));
    graphics.fillRect(0, 0, window.width, window.height);
    graphics.dispose();
  }

  static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** Returns whether a premultiplied pixel hides what is behind it. */
  static boolean isOpaque(int pixel) {
    return pixel >>> 24 >= OPAQUE;
  }

  SceneObject thing() {
    return thing;
  }

  /** Returns the window in pixels of the image. */
  Rectangle window() {
    return window;
  }

  /** Returns whether the pixel of the image is the thing's own, were nothing before it. */
  boolean covers(int x, int y) {
    return isOpaque(pixels[(y - window.y) * window.width + x - window.x]);
  }

  /** Returns how many pixels it covers, beyond the frame too. */
  int area() {
    int area = 0;
    for (int pixel : pixels) {
      area += isOpaque(pixel) ? 1 : 0;
    }
    return area;
  }

  void drawOn(Graphics2D graphics) {
    Pose pose = thing.pose();
    int steps = (int) Math.round(Math.hypot(pose.smearX(), pose.smearY()));
    if (steps < 2) {
      graphics.drawImage(image, window.x, window.y, null);
      return;
    }
    BufferedImage smeared = MotionBlur.of(image, pose.smearX(), pose.smearY(), steps + 1);
    int x0 = window.x - MotionBlur.margin(pose.smearX());
    int y0 = window.y - MotionBlur.margin(pose.smearY());
    graphics.drawImage(smeared, x0, y0, null);
  }
}
