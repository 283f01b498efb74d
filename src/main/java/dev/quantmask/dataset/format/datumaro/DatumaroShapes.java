package dev.quantmask.dataset.format.datumaro;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.RunLengthFields;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Annotations of an item; those of one group, except 0, are one object. */
final class DatumaroShapes {
  private static final Set<String> WITHOUT_AREA =
      Set.of("polyline", "points", "cuboid_3d", "cuboid_2d", "skeleton");
  private static final Set<String> NO_SHAPES =
      Set.of("label", "caption", "hash_key", "feature_vector", "tabular");

  private final List<String> labels;

  /**
   * Reads annotations.
   *
   * @param labels by their number
   */
  DatumaroShapes(List<String> labels) {
    this.labels = labels;
  }

  List<LabelledShape> shape(String place, JsonNode json) throws InvalidAnnotationException {
    String type = Fields.text(json, "type");
    if (NO_SHAPES.contains(type)) {
      return List.of();
    }
    if (WITHOUT_AREA.contains(type)) {
      throw InvalidAnnotationException.withoutArea(type);
    }
    long group = json.path("group").asLong();
    return List.of(
        new LabelledShape(
            place,
            label(json),
            group == 0 ? null : Long.toString(group),
            json.path("attributes").path("is_crowd").asBoolean(),
            geometry(type, json)));
  }

  private String label(JsonNode json) throws InvalidAnnotationException {
    if (Fields.isAbsent(json.path("label_id"))) {
      return null;
    }
    long id = Fields.integer(json, "label_id");
    if (id < 0 || id >= labels.size()) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format("label_id: expected one of %d labels, found %d", labels.size(), id));
    }
    return labels.get((int) id);
  }

  private static Shape geometry(String type, JsonNode json) throws InvalidAnnotationException {
    return switch (type) {
      case "polygon" -> new Shape.Polygon(points(Fields.array(json, "points")));
      case "mask" -> RunLengthFields.mask(Fields.object(json, "rle"), 0, 0);
      case "bbox" -> box(numbers(Fields.array(json, "bbox"), "bbox"));
      case "ellipse" -> ellipse(numbers(Fields.array(json, "points"), "points"));
      default ->
          throw InvalidAnnotationException.malformed(
              "type", "polygon, mask, bbox or ellipse", type);
    };
  }

  private static List<Point> points(JsonNode numbers) throws InvalidAnnotationException {
    if (numbers.size() % 2 != 0) {
      throw InvalidAnnotationException.malformed(
          "points", "an even number of numbers", numbers.size());
    }
    double[] values = numbers(numbers, "points");
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      points.add(new Point(values[i], values[i + 1]));
    }
    return points;
  }

  private static double[] numbers(JsonNode numbers, String field)
      throws InvalidAnnotationException {
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Fields.coordinate(numbers.get(i), Text.format("%s[%d]", field, i));
    }
    return values;
  }

  private static double[] requireFour(double[] numbers, String field)
      throws InvalidAnnotationException {
    if (numbers.length != 4) {
      throw InvalidAnnotationException.malformed(field, "4 numbers", numbers.length);
    }
    return numbers;
  }

  /** Left, top, width and height. */
  private static Shape box(double[] numbers) throws InvalidAnnotationException {
    double[] box = requireFour(numbers, "bbox");
    return new Shape.Rectangle(
        new Point(box[0], box[1]), new Point(box[0] + box[2], box[1] + box[3]));
  }

  /** The corners of the box around it. */
  private static Shape ellipse(double[] numbers) throws InvalidAnnotationException {
    double[] box = requireFour(numbers, "points");
    return new Shape.Ellipse(
        new Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2),
        (box[2] - box[0]) / 2,
        (box[3] - box[1]) / 2,
        0);
  }
}
