package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import java.util.List;

/** Areas to pixels, polygons as pycocotools fills them. */
public final class Masks {
  private Masks() {}

  /**
   * Fills an area that lies within the image.
   *
   * @throws InvalidAnnotationException if a polygon is far too long, or the image too large
   */
  public static Rle fill(Shape.Area area, int height, int width) throws InvalidAnnotationException {
    ImageSize.check(width, height);
    if (area instanceof Shape.Bitmap bitmap) {
      PixelWindow window = new PixelWindow(bitmap.x(), bitmap.y(), bitmap.width(), bitmap.height());
      return Rle.encode(height, width, window, bitmap.inside());
    }
    Shape.Polygon polygon = (Shape.Polygon) area;
    try {
      Rle whole = Rle.fromPolygons(height, width, List.of(numbers(polygon.ring())));
      return polygon.holes().isEmpty() ? whole : without(whole, polygon.holes());
    } catch (IllegalArgumentException e) {
      throw new InvalidAnnotationException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
  }

  private static Rle without(Rle whole, List<List<Point>> holes) {
    List<double[]> rings = holes.stream().map(Masks::numbers).toList();
    Rle hole = Rle.fromPolygons(whole.height(), whole.width(), rings);
    PixelWindow window = whole.bounds();
    boolean[] inside = whole.decode(window);
    boolean[] cut = hole.decode(window);
    for (int i = 0; i < inside.length; i++) {
      inside[i] &= !cut[i];
    }
    return Rle.encode(whole.height(), whole.width(), window, inside);
  }

  /** {@code [x0, y0, x1, y1, ...]}. */
  public static double[] numbers(List<Point> ring) {
    double[] numbers = new double[2 * ring.size()];
    for (int i = 0; i < ring.size(); i++) {
      numbers[2 * i] = ring.get(i).x();
      numbers[2 * i + 1] = ring.get(i).y();
    }
    return numbers;
  }
}
