package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.ImageSize;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Shapes of CVAT's XML, <a
 * href="https://docs.cvat.ai/docs/dataset_management/formats/xml_format/">format 1.1</a>.
 */
final class CvatShapes {
  private static final Set<String> WITHOUT_AREA =
      Set.of("polyline", "points", "cuboid", "skeleton", "tag");

  private CvatShapes() {}

  static Shape shape(XmlElement element) throws InvalidAnnotationException {
    String name = element.name();
    if (WITHOUT_AREA.contains(name)) {
      throw InvalidAnnotationException.withoutArea(name);
    }
    return switch (name) {
      case "polygon" -> new Shape.Polygon(points(element.text("points")));
      case "box" -> box(element);
      case "ellipse" ->
          new Shape.Ellipse(
              new Point(element.number("cx"), element.number("cy")),
              element.number("rx"),
              element.number("ry"),
              element.numberOrZero("rotation"));
      case "mask" -> mask(element);
      default ->
          throw InvalidAnnotationException.malformed(
              "element", "box, polygon, ellipse, mask, polyline, points, cuboid or skeleton", name);
    };
  }

  /** {@code x,y;x,y;...}. */
  private static List<Point> points(String text) throws InvalidAnnotationException {
    List<Point> points = new ArrayList<>();
    for (String pair : text.split(";", -1)) {
      String place = Text.format("points[%d]", points.size());
      int comma = pair.indexOf(',');
      if (comma < 0) {
        throw InvalidAnnotationException.malformed(place, "x,y", "'" + pair + "'");
      }
      points.add(
          new Point(
              XmlElement.number(place, pair.substring(0, comma)),
              XmlElement.number(place, pair.substring(comma + 1))));
    }
    return points;
  }

  /** Turned about its centre. */
  private static Shape box(XmlElement element) throws InvalidAnnotationException {
    double left = element.number("xtl");
    double top = element.number("ytl");
    double right = element.number("xbr");
    double bottom = element.number("ybr");
    double angle = element.numberOrZero("rotation");
    if (angle == 0) {
      return new Shape.Rectangle(new Point(left, top), new Point(right, bottom));
    }
    double cosine = Math.cos(Math.toRadians(angle));
    double sine = Math.sin(Math.toRadians(angle));
    double toLeft = (left - right) / 2;
    double toTop = (top - bottom) / 2;
    Point corner =
        new Point(
            (left + right) / 2 + toLeft * cosine - toTop * sine,
            (top + bottom) / 2 + toLeft * sine + toTop * cosine);
    return new Shape.OrientedRectangle(corner, right - left, bottom - top, angle);
  }

  /** Runs of outside and inside in turn, row by row of the box. */
  private static Shape mask(XmlElement element) throws InvalidAnnotationException {
    int width = element.integer("width");
    int height = element.integer("height");
    if (width < 1 || height < 1) {
      throw InvalidAnnotationException.malformed(
          "mask", "a size of at least 1 x 1", Text.format("%d x %d", width, height));
    }
    ImageSize.check(width, height);
    boolean[] inside = new boolean[width * height];
    int position = 0;
    boolean isInside = false;
    for (String text : element.text("rle").split(",", -1)) {
      int run = run(text);
      if (run < 0 || run > inside.length - position) {
        throw InvalidAnnotationException.malformed(
            "rle", Text.format("runs that add up to %d pixels", inside.length), text.strip());
      }
      Arrays.fill(inside, position, position + run, isInside);
      position += run;
      isInside = !isInside;
    }
    if (position != inside.length) {
      throw InvalidAnnotationException.malformed(
          "rle", Text.format("runs that add up to %d pixels", inside.length), position);
    }
    return new Shape.Bitmap(element.integer("left"), element.integer("top"), width, height, inside);
  }

  /** -1 for what is none. */
  private static int run(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
