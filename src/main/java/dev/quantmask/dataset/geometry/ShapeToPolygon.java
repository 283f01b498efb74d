package dev.quantmask.dataset.geometry;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Shapes as polygons; round ones by as many corners as no eye can tell. */
public final class ShapeToPolygon {
  private static final double FARTHEST = 0.05; // pixels between a side and the curve it stands for
  private static final double DECIMALS = 1e5; // of pixels
  private static final int FEWEST_CORNERS = 12;
  private static final int MOST_CORNERS = 720;

  private ShapeToPolygon() {}

  /**
   * Returns the area of a shape in pixels.
   *
   * @param width of the upright image, as {@code height}
   */
  public static Shape.Area of(Shape shape, int width, int height)
      throws InvalidAnnotationException {
    if (shape instanceof Shape.Relative relative) {
      return scaled((Shape.Polygon) of(relative.shape()), width, height);
    }
    return of(shape);
  }

  private static Shape.Area of(Shape shape) throws InvalidAnnotationException {
    if (shape instanceof Shape.Area area) {
      return area;
    }
    if (shape instanceof Shape.Pixels pixels) {
      return pixels.read();
    }
    List<Point> ring;
    if (shape instanceof Shape.Rectangle rectangle) {
      ring = rectangle(rectangle.corner(), rectangle.opposite());
    } else if (shape instanceof Shape.OrientedRectangle rectangle) {
      ring = orientedRectangle(rectangle);
    } else if (shape instanceof Shape.Circle circle) {
      ring = ellipse(circle.centre(), circle.radius(), circle.radius(), 0);
    } else if (shape instanceof Shape.Ellipse ellipse) {
      ring = ellipse(ellipse.centre(), ellipse.radiusX(), ellipse.radiusY(), ellipse.angle());
    } else {
      throw new IllegalStateException("no such shape: " + shape);
    }
    return new Shape.Polygon(ring);
  }

  /** What a share of some decimals cannot say is rounded away, so that whole pixels stay whole. */
  private static Shape.Polygon scaled(Shape.Polygon polygon, int width, int height) {
    return new Shape.Polygon(
        polygon.ring().stream()
            .map(point -> new Point(pixels(point.x(), width), pixels(point.y(), height)))
            .toList());
  }

  private static double pixels(double share, int length) {
    return Math.rint(share * length * DECIMALS) / DECIMALS;
  }

  private static List<Point> rectangle(Point corner, Point opposite)
      throws InvalidAnnotationException {
    requireArea(opposite.x() - corner.x(), opposite.y() - corner.y(), "sides");
    double left = Math.min(corner.x(), opposite.x());
    double right = Math.max(corner.x(), opposite.x());
    double top = Math.min(corner.y(), opposite.y());
    double bottom = Math.max(corner.y(), opposite.y());
    return List.of(
        new Point(left, top),
        new Point(right, top),
        new Point(right, bottom),
        new Point(left, bottom));
  }

  private static List<Point> orientedRectangle(Shape.OrientedRectangle rectangle)
      throws InvalidAnnotationException {
    requireArea(rectangle.width(), rectangle.height(), "sides");
    double cosine = Math.cos(Math.toRadians(rectangle.angle()));
    double sine = Math.sin(Math.toRadians(rectangle.angle()));
    Point corner = rectangle.corner();
    double rightX = rectangle.width() * cosine;
    double rightY = rectangle.width() * sine;
    double downX = -rectangle.height() * sine;
    double downY = rectangle.height() * cosine;
    return List.of(
        corner,
        new Point(corner.x() + rightX, corner.y() + rightY),
        new Point(corner.x() + rightX + downX, corner.y() + rightY + downY),
        new Point(corner.x() + downX, corner.y() + downY));
  }

  private static List<Point> ellipse(Point centre, double radiusX, double radiusY, double angle)
      throws InvalidAnnotationException {
    requireArea(radiusX, radiusY, "radii");
    int corners = corners(Math.max(Math.abs(radiusX), Math.abs(radiusY)));
    double cosine = Math.cos(Math.toRadians(angle));
    double sine = Math.sin(Math.toRadians(angle));
    List<Point> ring = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double x = radiusX * Math.cos(2 * Math.PI * i / corners);
      double y = radiusY * Math.sin(2 * Math.PI * i / corners);
      ring.add(new Point(centre.x() + x * cosine - y * sine, centre.y() + x * sine + y * cosine));
    }
    return ring;
  }

  /**
   * Returns the number of corners of a circle, whose curve is farthest from the middle of a side.
   */
  private static int corners(double radius) {
    if (radius <= FARTHEST) {
      return FEWEST_CORNERS;
    }
    double corners = Math.PI / Math.acos(1 - FARTHEST / radius);
    return (int) Math.ceil(Math.min(MOST_CORNERS, Math.max(FEWEST_CORNERS, corners)));
  }

  private static void requireArea(double one, double other, String what)
      throws InvalidAnnotationException {
    if (one == 0 || other == 0) {
      throw new InvalidAnnotationException(
          FindingKind.ZERO_AREA,
          Text.format("expected %s longer than 0, found %s and %s", what, one, other));
    }
  }
}
