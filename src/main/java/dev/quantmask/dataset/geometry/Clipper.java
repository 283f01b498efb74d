package dev.quantmask.dataset.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Cuts areas off at the border of the image. Polygons by the method of Sutherland and Hodgman: what
 * it cuts in two stays joined by a line of no width along the border.
 */
public final class Clipper {
  private final int width;
  private final int height;

  public Clipper(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The same area when nothing is cut off; a polygon without points when all of it is. */
  public Shape.Area clip(Shape.Area area) {
    if (area instanceof Shape.Bitmap bitmap) {
      return clip(bitmap);
    }
    Shape.Polygon polygon = (Shape.Polygon) area;
    if (isWithin(polygon.ring()) && polygon.holes().stream().allMatch(this::isWithin)) {
      return polygon;
    }
    List<List<Point>> holes =
        polygon.holes().stream().map(this::clip).filter(hole -> hole.size() > 2).toList();
    return new Shape.Polygon(clip(polygon.ring()), holes);
  }

  private boolean isWithin(List<Point> ring) {
    return ring.stream()
        .allMatch(p -> p.x() >= 0 && p.y() >= 0 && p.x() <= width && p.y() <= height);
  }

  private List<Point> clip(List<Point> ring) {
    List<Point> clipped = cut(ring, Point::x, 0, 1);
    clipped = cut(clipped, Point::x, width, -1);
    clipped = cut(clipped, Point::y, 0, 1);
    clipped = cut(clipped, Point::y, height, -1);
    return clipped.stream().map(this::onImage).toList();
  }

  /**
   * Returns the point within the image: where a side was cut, rounding may have left it outside.
   */
  private Point onImage(Point point) {
    return new Point(
        Math.max(0, Math.min(width, point.x())), Math.max(0, Math.min(height, point.y())));
  }

  /** Keeps what lies on the side of the line where {@code sign * (coordinate - line) >= 0}. */
  private static List<Point> cut(
      List<Point> ring, ToDoubleFunction<Point> coordinate, double line, int sign) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      Point from = ring.get(i);
      Point to = ring.get((i + 1) % ring.size());
      double before = sign * (coordinate.applyAsDouble(from) - line);
      double after = sign * (coordinate.applyAsDouble(to) - line);
      if (before >= 0) {
        kept.add(from);
      }
      if (before >= 0 != after >= 0 && before != 0 && after != 0) {
        double share = before / (before - after);
        kept.add(
            new Point(
                from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
      }
    }
    return kept;
  }

  private Shape.Area clip(Shape.Bitmap bitmap) {
    int left = Math.max(bitmap.x(), 0);
    int top = Math.max(bitmap.y(), 0);
    int right = (int) Math.min((long) bitmap.x() + bitmap.width(), width);
    int bottom = (int) Math.min((long) bitmap.y() + bitmap.height(), height);
    if (right <= left || bottom <= top) {
      return new Shape.Polygon(List.of());
    }
    if (right - left == bitmap.width() && bottom - top == bitmap.height()) {
      return bitmap;
    }
    boolean[] inside = new boolean[(right - left) * (bottom - top)];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(
          bitmap.inside(),
          (y - bitmap.y()) * bitmap.width() + left - bitmap.x(),
          inside,
          (y - top) * (right - left),
          right - left);
    }
    return new Shape.Bitmap(left, top, right - left, bottom - top, inside);
  }
}
