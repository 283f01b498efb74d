package dev.quantmask.dataset.synthetic;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Things from the back to the front, and who is seen at each pixel. Objects of which too little is
 * seen are taken out of the image, so that whatever can be recognised is annotated.
 */
final class Composition {
  private static final int NOBODY = -1;
  private static final double LEAST_VISIBLE_PART = 0.25;
  private static final int LEAST_VISIBLE_PIXELS = 60;

  private final BufferedImage front;
  private final Rectangle frame;
  private final List<Tile> tiles = new ArrayList<>();
  private final int[] owners; // [height * width], numbers of tiles

  /**
   * @param front what is before everything, of the image's size and premultiplied: its opaque
   *     pixels hide objects
   */
  Composition(List<SceneObject> backToFront, BufferedImage front) {
    this.front = front;
    this.frame = new Rectangle(front.getWidth(), front.getHeight());
    this.owners = new int[frame.width * frame.height];
    backToFront.forEach(thing -> tiles.add(Tile.of(thing)));
    findOwners();
    if (takeOutHidden()) {
      findOwners();
    }
  }

  private void findOwners() {
    Arrays.fill(owners, NOBODY);
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      Rectangle window = tile.window().intersection(frame);
      for (int y = window.y; y < window.y + window.height; y++) {
        for (int x = window.x; x < window.x + window.width; x++) {
          if (tile.covers(x, y)) {
            owners[y * frame.width + x] = i;
          }
        }
      }
    }
    int[] pixels = Tile.pixels(front);
    for (int i = 0; i < owners.length; i++) {
      if (Tile.isOpaque(pixels[i])) {
        owners[i] = NOBODY;
      }
    }
  }

  private boolean takeOutHidden() {
    int[] visible = new int[tiles.size()];
    for (int owner : owners) {
      if (owner != NOBODY) {
        visible[owner]++;
      }
    }
    int before = tiles.size();
    for (int i = before - 1; i >= 0; i--) {
      Tile tile = tiles.get(i);
      double least = Math.max(LEAST_VISIBLE_PIXELS, LEAST_VISIBLE_PART * tile.area());
      if (tile.thing().isAnnotated() && visible[i] < least) {
        tiles.remove(i);
      }
    }
    return tiles.size() < before;
  }

  /** Everything but the front. */
  void drawOn(Canvas canvas) {
    Graphics2D graphics = canvas.graphics();
    for (Tile tile : tiles) {
      Shadows.draw(graphics, tile.thing());
      tile.drawOn(graphics);
    }
    graphics.dispose();
  }

  /** Returns the masks of every object that is left, from the back to the front. */
  List<ObjectMask> masks() {
    List<ObjectMask> masks = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      if (tiles.get(i).thing().isAnnotated()) {
        masks.add(mask(i));
      }
    }
    return masks;
  }

  private ObjectMask mask(int owner) {
    Tile tile = tiles.get(owner);
    Rectangle box = visibleBox(owner, tile.window().intersection(frame));
    boolean[] inside = new boolean[box.width * box.height];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = owner(box.x + i % box.width, box.y + i / box.width) == owner;
    }
    int visible = 0;
    for (boolean pixel : inside) {
      visible += pixel ? 1 : 0;
    }
    return new ObjectMask(
        tile.thing().objectClass(),
        box.x,
        box.y,
        box.width,
        box.height,
        inside,
        tile.thing().id(),
        visible / (double) tile.area());
  }

  private Rectangle visibleBox(int owner, Rectangle window) {
    int x0 = frame.width;
    int y0 = frame.height;
    int x1 = -1;
    int y1 = -1;
    for (int y = window.y; y < window.y + window.height; y++) {
      for (int x = window.x; x < window.x + window.width; x++) {
        if (owner(x, y) == owner) {
          x0 = Math.min(x0, x);
          x1 = Math.max(x1, x);
          y0 = Math.min(y0, y);
          y1 = Math.max(y1, y);
        }
      }
    }
    return new Rectangle(x0, y0, x1 - x0 + 1, y1 - y0 + 1);
  }

  private int owner(int x, int y) {
    return owners[y * frame.width + x];
  }
}
