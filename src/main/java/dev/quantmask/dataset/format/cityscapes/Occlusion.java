package dev.quantmask.dataset.format.cityscapes;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.AreaChecks;
import dev.quantmask.dataset.geometry.Clipper;
import dev.quantmask.dataset.geometry.Masks;
import dev.quantmask.dataset.geometry.Shape;

/** Knows which pixels of an image are hidden, while polygons come from the front to the back. */
final class Occlusion {
  private final int width;
  private final int height;
  private final boolean[] hidden; // rows from the top

  Occlusion(int width, int height) {
    this.width = width;
    this.height = height;
    this.hidden = new boolean[width * height];
  }

  /**
   * Returns what can be seen of a polygon, and hides what is behind it: the polygon itself where
   * nothing hides it, or null where nothing of it is seen. What is no polygon hides nothing.
   */
  Shape visible(Shape.Polygon polygon) {
    Rle mask;
    try {
      Shape.Area area = new Clipper(width, height).clip(AreaChecks.checked(polygon));
      if (area instanceof Shape.Polygon clipped && clipped.ring().isEmpty()) {
        return polygon; // outside, which the import reports
      }
      mask = Masks.fill(area, height, width);
    } catch (InvalidAnnotationException e) {
      return polygon; // the import reports it
    }
    PixelWindow window = mask.bounds();
    boolean[] inside = mask.decode(window);
    boolean isWhole = true;
    boolean isSeen = mask.area() == 0; // too small, which the import reports
    for (int i = 0; i < inside.length; i++) {
      if (!inside[i]) {
        continue;
      }
      int pixel = (window.y0() + i / window.width()) * width + window.x0() + i % window.width();
      isWhole &= !hidden[pixel];
      isSeen |= !hidden[pixel];
      inside[i] = !hidden[pixel];
      hidden[pixel] = true;
    }
    if (!isSeen) {
      return null;
    }
    return isWhole
        ? polygon
        : new Shape.Bitmap(window.x0(), window.y0(), window.width(), window.height(), inside);
  }
}
