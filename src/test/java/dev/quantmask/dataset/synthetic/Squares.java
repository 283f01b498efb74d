package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Images that a test can work out by itself. */
final class Squares {
  static final FrameSize SIZE = new FrameSize(160, 90);
  static final int RED = 0xff0000;
  static final int BLUE = 0x0000ff;

  private static final Look LOOK = new Look(Color.RED, Color.RED, Color.RED, 0, 0, 0);

  private Squares() {}

  /** An object that casts no shadow, from x to x + side in both directions. */
  static SceneObject object(int rgb, int x, int y, int side) {
    Sprite sprite = sprite(rgb);
    Place place = new Place(x + side / 2.0, y + side / 2.0, side);
    return new SceneObject(
        ObjectClass.DRONE, sprite, View.SIDE, LOOK, place, Pose.UPRIGHT, Haze.NONE);
  }

  static SceneObject scenery(int rgb, int x, int y, int side) {
    Place place = new Place(x + side / 2.0, y + side / 2.0, side);
    return SceneObject.scenery(sprite(rgb), View.SIDE, LOOK, place, Pose.UPRIGHT);
  }

  private static Sprite sprite(int rgb) {
    return (pen, view, look) -> pen.flat(Shapes.box(-1, -1, 1, 1), new Color(rgb));
  }

  static BufferedImage noFront() {
    return new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_ARGB_PRE);
  }

  static BufferedImage front(int x, int y, int width, int height, int alpha) {
    BufferedImage image = noFront();
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0, 255, 0, alpha));
    graphics.fillRect(x, y, width, height);
    graphics.dispose();
    return image;
  }
}
