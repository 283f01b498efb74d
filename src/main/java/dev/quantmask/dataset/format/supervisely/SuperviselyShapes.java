package dev.quantmask.dataset.format.supervisely;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.EncodedMask;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The objects of one image. Before 2019 they did not say what they are drawn as: that was said of
 * their class, once for the project.
 */
final class SuperviselyShapes {
  static final Set<String> WITHOUT_AREA =
      Set.of("line", "point", "graph", "polyline", "keypoint", "cuboid");

  private final String file;
  private final SuperviselyMeta meta;
  private final Findings findings;
  private int guessed;

  SuperviselyShapes(String file, SuperviselyMeta meta, Findings findings) {
    this.file = file;
    this.meta = meta;
    this.findings = findings;
  }

  List<LabelledShape> read(JsonNode objects) throws IOException {
    List<LabelledShape> shapes =
        new ShapeList(file, "objects", findings).read(objects, this::shape);
    if (guessed > 0) {
      String message =
          Text.format(
              "%d objects do not say what they are, and no %s does of their class: they are taken"
                  + " for polygons",
              guessed, SuperviselyMeta.NAME);
      findings.add(new Finding(FindingKind.GUESSED_SHAPE, file, null, null, message));
    }
    return shapes;
  }

  private List<LabelledShape> shape(String place, JsonNode json) throws InvalidAnnotationException {
    String label = Fields.textOrNull(json, "classTitle");
    String group = Fields.textOrNull(json, "instance");
    return List.of(new LabelledShape(place, label, group, geometry(json, type(json, label))));
  }

  private String type(JsonNode json, String label) throws InvalidAnnotationException {
    String stated = Fields.textOrNull(json, "geometryType");
    String ofClass = label == null ? null : meta.shapes().get(label);
    if (stated != null || ofClass != null) {
      return stated != null ? stated : ofClass;
    }
    if (json.path("bitmap").path("data").isTextual()) {
      return "bitmap";
    }
    String written = Fields.textOrNull(json, "type");
    int corners = json.path("points").path("exterior").size();
    if (written != null || corners < 2) {
      return written != null ? written : "point";
    }
    if (corners == 2) {
      throw InvalidAnnotationException.malformed(
          "geometryType",
          Text.format("it here, or %s with the class '%s'", SuperviselyMeta.NAME, label),
          "two points, of a rectangle or of a line");
    }
    guessed += json.path("points").path("interior").isEmpty() ? 1 : 0;
    return "polygon";
  }

  private static Shape geometry(JsonNode json, String type) throws InvalidAnnotationException {
    if (WITHOUT_AREA.contains(type)) {
      throw InvalidAnnotationException.withoutArea(type);
    }
    return switch (type) {
      case "polygon" -> polygon(Fields.object(json, "points"));
      case "rectangle" -> {
        List<Point> corners = Fields.points(Fields.object(json, "points"), "exterior");
        if (corners.size() != 2) {
          throw InvalidAnnotationException.malformed("exterior", "2 corners", corners.size());
        }
        yield new Shape.Rectangle(corners.get(0), corners.get(1));
      }
      case "bitmap" -> bitmap(Fields.object(json, "bitmap"));
      default ->
          throw InvalidAnnotationException.malformed(
              "geometryType", "polygon, rectangle, bitmap, line or point", type);
    };
  }

  private static Shape polygon(JsonNode points) throws InvalidAnnotationException {
    List<List<Point>> holes = new ArrayList<>();
    JsonNode interiors = points.path("interior");
    for (int i = 0; i < interiors.size(); i++) {
      holes.add(Fields.pointsOf(interiors.get(i), Text.format("interior[%d]", i)));
    }
    return new Shape.Polygon(Fields.points(points, "exterior"), holes);
  }

  /** The origin is the first pixel of the mask, {@code [x, y]}. */
  private static Shape bitmap(JsonNode bitmap) throws InvalidAnnotationException {
    JsonNode origin = Fields.array(bitmap, "origin");
    if (origin.size() != 2) {
      throw InvalidAnnotationException.malformed("origin", "two numbers", Fields.excerpt(origin));
    }
    MaskDecoder.Mask mask = EncodedMask.deflatedPng("data", Fields.text(bitmap, "data"));
    return new Shape.Bitmap(
        (int) Fields.coordinate(origin.get(0), "origin[0]"),
        (int) Fields.coordinate(origin.get(1), "origin[1]"),
        mask.width(),
        mask.height(),
        mask.inside());
  }
}
