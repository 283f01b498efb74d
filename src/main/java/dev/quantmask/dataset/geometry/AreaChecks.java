package dev.quantmask.dataset.geometry;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Checks what must be true of an area before anything is made of it. */
public final class AreaChecks {
  private static final int FEWEST_POINTS = 3;

  private AreaChecks() {}

  /** Without the points that only close a ring. */
  public static Shape.Area checked(Shape.Area area) throws InvalidAnnotationException {
    if (area instanceof Shape.Bitmap bitmap) {
      requirePixel(bitmap);
      return area;
    }
    Shape.Polygon polygon = (Shape.Polygon) area;
    List<Point> ring = open(polygon.ring());
    if (ring.size() == 2 && polygon.holes().isEmpty()) {
      throw new InvalidAnnotationException(
          FindingKind.FOUR_NUMBER_POLYGON,
          "expected a polygon of at least 3 points, found 2, whose four numbers others take for a"
              + " box");
    }
    requirePoints(ring, "a polygon");
    List<List<Point>> holes = new ArrayList<>();
    for (List<Point> hole : polygon.holes()) {
      List<Point> open = open(hole);
      requirePoints(open, "a hole");
      holes.add(open);
    }
    return new Shape.Polygon(ring, holes);
  }

  private static List<Point> open(List<Point> ring) {
    int last = ring.size() - 1;
    return last > 0 && ring.get(0).equals(ring.get(last)) ? ring.subList(0, last) : ring;
  }

  private static void requirePixel(Shape.Bitmap bitmap) throws InvalidAnnotationException {
    for (boolean inside : bitmap.inside()) {
      if (inside) {
        return;
      }
    }
    throw new InvalidAnnotationException(
        FindingKind.ZERO_AREA, "expected a mask with a pixel inside, found none");
  }

  private static void requirePoints(List<Point> ring, String what)
      throws InvalidAnnotationException {
    if (ring.size() < FEWEST_POINTS) {
      throw new InvalidAnnotationException(
          FindingKind.TOO_FEW_POINTS,
          Text.format("expected %s of at least 3 points, found %d", what, ring.size()));
    }
  }
}
