package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code xy} of VIA 3: the number of a shape, and then its coordinates. */
final class Via3Shapes {
  private static final Map<Integer, String> WITHOUT_AREA =
      Map.of(1, "point", 5, "line", 6, "polyline");
  private static final int POLYGON = 7;
  // Coordinates that a shape has, by its number.
  private static final Map<Integer, Integer> COORDINATES = Map.of(2, 4, 3, 3, 4, 4, 8, 8, 9, 6);

  private Via3Shapes() {}

  static Shape shape(JsonNode numbers) throws InvalidAnnotationException {
    if (!numbers.isArray()) {
      throw InvalidAnnotationException.malformed("xy", "an array", Fields.excerpt(numbers));
    }
    int number = numbers.path(0).asInt(-1);
    if (WITHOUT_AREA.containsKey(number)) {
      throw InvalidAnnotationException.withoutArea(WITHOUT_AREA.get(number));
    }
    if (number != POLYGON && !COORDINATES.containsKey(number)) {
      throw InvalidAnnotationException.malformed(
          "xy[0]", "the number of a shape, 1 to 9", Fields.excerpt(numbers.path(0)));
    }
    double[] at = coordinates(numbers, number);
    return switch (number) {
      case 2 ->
          new Shape.Rectangle(new Point(at[0], at[1]), new Point(at[0] + at[2], at[1] + at[3]));
      case 3 -> new Shape.Circle(new Point(at[0], at[1]), at[2]);
      case 4 -> new Shape.Ellipse(new Point(at[0], at[1]), at[2], at[3], 0);
      case 8 -> around(points(at));
      case 9 -> through(points(at));
      default -> new Shape.Polygon(points(at));
    };
  }

  private static double[] coordinates(JsonNode numbers, int number)
      throws InvalidAnnotationException {
    int count = numbers.size() - 1;
    if (number == POLYGON ? count % 2 != 0 : count != COORDINATES.get(number)) {
      String expected = number == POLYGON ? "an even number of" : "" + COORDINATES.get(number);
      throw InvalidAnnotationException.malformed(
          "xy", Text.format("%s coordinates of a shape %d", expected, number), count);
    }
    double[] coordinates = new double[count];
    for (int i = 0; i < count; i++) {
      coordinates[i] = Fields.coordinate(numbers.get(i + 1), Text.format("xy[%d]", i + 1));
    }
    return coordinates;
  }

  private static List<Point> points(double[] coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return points;
  }

  /** The rectangle of which the leftmost, topmost, rightmost and lowest point were clicked. */
  private static Shape around(List<Point> points) {
    double left = points.stream().mapToDouble(Point::x).min().orElseThrow();
    double top = points.stream().mapToDouble(Point::y).min().orElseThrow();
    double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
    double bottom = points.stream().mapToDouble(Point::y).max().orElseThrow();
    return new Shape.Rectangle(new Point(left, top), new Point(right, bottom));
  }

  /** The circle through three points of its rim. */
  private static Shape through(List<Point> rim) throws InvalidAnnotationException {
    Point origin = rim.get(0);
    double ax = rim.get(1).x() - origin.x();
    double ay = rim.get(1).y() - origin.y();
    double bx = rim.get(2).x() - origin.x();
    double by = rim.get(2).y() - origin.y();
    double twiceArea = ax * by - ay * bx;
    if (twiceArea == 0) {
      throw InvalidAnnotationException.malformed(
          "xy", "three points of a circle", "three of a line");
    }
    double a = ax * ax + ay * ay;
    double b = bx * bx + by * by;
    double x = (by * a - ay * b) / (2 * twiceArea);
    double y = (ax * b - bx * a) / (2 * twiceArea);
    return new Shape.Circle(new Point(origin.x() + x, origin.y() + y), Math.hypot(x, y));
  }
}
