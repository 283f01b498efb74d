package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the {@code shape_attributes} of VIA 1 and 2. */
final class ViaShapes {
  private static final Set<String> WITHOUT_AREA = Set.of("point", "polyline", "line");

  private ViaShapes() {}

  static Shape shape(JsonNode shape) throws InvalidAnnotationException {
    String name = Fields.text(shape, "name");
    if (WITHOUT_AREA.contains(name)) {
      throw InvalidAnnotationException.withoutArea(name);
    }
    return switch (name) {
      case "polygon" -> new Shape.Polygon(points(shape));
      case "rect" -> {
        Point corner = new Point(Fields.number(shape, "x"), Fields.number(shape, "y"));
        yield new Shape.Rectangle(
            corner,
            new Point(
                corner.x() + Fields.number(shape, "width"),
                corner.y() + Fields.number(shape, "height")));
      }
      case "circle" -> new Shape.Circle(centre(shape), Fields.number(shape, "r"));
      case "ellipse" ->
          new Shape.Ellipse(
              centre(shape),
              Fields.number(shape, "rx"),
              Fields.number(shape, "ry"),
              Math.toDegrees(Fields.numberOrZero(shape, "theta")));
      default ->
          throw InvalidAnnotationException.malformed(
              "name", "polygon, rect, circle, ellipse, polyline or point", name);
    };
  }

  private static Point centre(JsonNode shape) throws InvalidAnnotationException {
    return new Point(Fields.number(shape, "cx"), Fields.number(shape, "cy"));
  }

  private static List<Point> points(JsonNode shape) throws InvalidAnnotationException {
    JsonNode x = Fields.array(shape, "all_points_x");
    JsonNode y = Fields.array(shape, "all_points_y");
    if (x.size() != y.size()) {
      throw InvalidAnnotationException.malformed(
          "all_points_y", Text.format("%d numbers, as many as x has", x.size()), y.size());
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      points.add(
          new Point(
              Fields.coordinate(x.get(i), Text.format("all_points_x[%d]", i)),
              Fields.coordinate(y.get(i), Text.format("all_points_y[%d]", i))));
    }
    return points;
  }
}
