package dev.quantmask.synthesis;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Things from the back to the front, and who is seen at each pixel. Objects of which too little is
 * seen are taken out of the picture, so that whatever can be recognised is annotated.
 */
final class Composition {
  private static final int NOBODY = -1;
  private static final int OPAQUE = 128;
  private static final double LEAST_VISIBLE_PART = 0.25;
  private static final int LEAST_VISIBLE_PIXELS = 60;

  private final int width;
  private final int height;
  private final BufferedImage front;
  private final List<Thing> things = new ArrayList<>();
  private final List<Tile> tiles = new ArrayList<>();
  private final int[] owners;

  /**
   * @param front what is before everything, of the picture's size: its opaque pixels hide objects
   */
  Composition(List<Thing> backToFront, BufferedImage front) {
    this.width = front.getWidth();
    this.height = front.getHeight();
    this.front = front;
    this.owners = new int[width * height];
    for (Thing thing : backToFront) {
      things.add(thing);
      tiles.add(Tile.of(thing));
    }
    findOwners();
    if (takeOutHidden()) {
      findOwners();
    }
  }

  private void findOwners() {
    Arrays.fill(owners, NOBODY);
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      for (int y = Math.max(0, tile.y0()); y < Math.min(height, tile.y0() + tile.height()); y++) {
        for (int x = Math.max(0, tile.x0()); x < Math.min(width, tile.x0() + tile.width()); x++) {
          if (tile.covers(x, y)) {
            owners[y * width + x] = i;
          }
        }
      }
    }
    int[] pixels = ((DataBufferInt) front.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < owners.length; i++) {
      if (pixels[i] >>> 24 >= OPAQUE) {
        owners[i] = NOBODY;
      }
    }
  }

  private boolean takeOutHidden() {
    int[] visible = new int[things.size()];
    for (int owner : owners) {
      if (owner != NOBODY) {
        visible[owner]++;
      }
    }
    int before = things.size();
    for (int i = before - 1; i >= 0; i--) {
      double least = Math.max(LEAST_VISIBLE_PIXELS, LEAST_VISIBLE_PART * tiles.get(i).area());
      if (things.get(i).isAnnotated() && visible[i] < least) {
        things.remove(i);
        tiles.remove(i);
      }
    }
    return things.size() < before;
  }

  void drawOn(Canvas canvas) {
    Graphics2D graphics = canvas.graphics();
    for (int i = 0; i < things.size(); i++) {
      Thing thing = things.get(i);
      drawShadow(graphics, thing);
      tiles.get(i).drawOn(graphics, thing.smearX(), thing.smearY());
    }
    graphics.dispose();
  }

  private static void drawShadow(Graphics2D graphics, Thing thing) {
    double unit = thing.size() / 2;
    switch (thing.shadow()) {
      case NONE -> {}
      case BESIDE -> {
        double height = thing.objectClass() != null && thing.objectClass().flies() ? 0.7 : 0.22;
        blot(graphics, thing.x() + height * unit, thing.y() + height * unit, unit, unit);
      }
      case BELOW -> {
        double feet = thing.objectClass() == null ? 0.95 : thing.objectClass().feet(thing.view());
        blot(graphics, thing.x(), thing.y() + feet * unit, 1.1 * unit, 0.2 * unit);
      }
    }
  }

  private static void blot(
      Graphics2D graphics, double x, double y, double radiusX, double radiusY) {
    float[] stops = {0, 0.6f, 1};
    Color[] colours = {new Color(0, 0, 0, 120), new Color(0, 0, 0, 90), new Color(0, 0, 0, 0)};
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.scale(radiusX, radiusY);
    graphics.setPaint(new RadialGradientPaint(0, 0, 1, stops, colours));
    graphics.fill(Shapes.circle(0, 0, 1));
    graphics.setTransform(before);
  }

  /** Of every object that is left, in the order of the things. */
  List<ObjectMask> masks() {
    List<ObjectMask> masks = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      if (things.get(i).isAnnotated()) {
        masks.add(mask(i));
      }
    }
    return masks;
  }

  private ObjectMask mask(int owner) {
    int x0 = width;
    int y0 = height;
    int x1 = -1;
    int y1 = -1;
    for (int i = 0; i < owners.length; i++) {
      if (owners[i] == owner) {
        x0 = Math.min(x0, i % width);
        x1 = Math.max(x1, i % width);
        y0 = Math.min(y0, i / width);
        y1 = Math.max(y1, i / width);
      }
    }
    int columns = x1 - x0 + 1;
    boolean[] inside = new boolean[columns * (y1 - y0 + 1)];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = owners[(y0 + i / columns) * width + x0 + i % columns] == owner;
    }
    return new ObjectMask(things.get(owner).objectClass(), x0, y0, columns, y1 - y0 + 1, inside);
  }
}
