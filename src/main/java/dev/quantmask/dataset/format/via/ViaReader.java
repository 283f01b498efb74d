package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedFrame;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON of the <a href="https://www.robots.ox.ac.uk/~vgg/software/via/">VGG Image Annotator</a> 1
 * and 2: annotations as exported, where each field is an image, or a whole project, where they are
 * in {@code _via_img_metadata}. It does not say how large images are.
 */
final class ViaReader implements AnnotationReader {
  private static final String IMAGES = "_via_img_metadata";
  private static final Set<String> WITHOUT_AREA = Set.of("point", "polyline", "line");

  private final InputFiles files;
  private final Optional<String> classAttribute;
  private final Optional<String> label;

  /**
   * Files of one or of many images.
   *
   * @param classAttribute of a region that holds its label; if not given, the only one it has
   * @param label of regions that have none
   */
  ViaReader(InputFiles files, Optional<String> classAttribute, Optional<String> label) {
    this.files = files;
    this.classAttribute = classAttribute;
    this.label = label;
  }

  @Override
  public void read(FrameHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try (JsonFile json = JsonFile.open(files.path(name))) {
        json.eachField(
            field -> {
              if (field.equals(IMAGES)) {
                json.eachField(key -> frame(name, key, json.value(), handler, findings));
              } else if (!field.startsWith("_via_")) {
                frame(name, field, json.value(), handler, findings);
              }
            });
        json.requireEnd();
      } catch (JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  private void frame(
      String file, String key, JsonNode json, FrameHandler handler, Findings findings)
      throws IOException {
    String source = file + ", " + key;
    String image;
    JsonNode regions;
    try {
      image = Fields.text(json, "filename");
      regions = regions(json);
    } catch (InvalidAnnotationException e) {
      findings.brokenFrame(source, e.getMessage());
      return;
    }
    source = file + ", " + image;
    List<LabelledShape> shapes =
        new ShapeList(source, "regions", findings).read(regions, this::region);
    List<String> places = ImagePaths.of(ImagePaths.folder(file), image);
    handler.accept(new AnnotatedFrame(source, places, 0, 0, shapes));
  }

  /** An array in version 2, an object with the fields 0, 1, ... in version 1. */
  private static JsonNode regions(JsonNode json) throws InvalidAnnotationException {
    JsonNode regions = json.path("regions");
    if (!regions.isArray() && !regions.isObject()) {
      throw InvalidAnnotationException.malformed(
          "regions", "an array or an object, as of VIA 1 and 2", Fields.excerpt(regions));
    }
    return regions;
  }

  private List<LabelledShape> region(String place, JsonNode region)
      throws InvalidAnnotationException {
    Shape shape = shape(Fields.object(region, "shape_attributes"));
    String own = label(region.path("region_attributes"));
    boolean unlabelled = own == null || own.isBlank();
    return List.of(new LabelledShape(place, unlabelled ? label.orElse(own) : own, null, shape));
  }

  private static Shape shape(JsonNode shape) throws InvalidAnnotationException {
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

  private String label(JsonNode attributes) throws InvalidAnnotationException {
    if (classAttribute.isPresent()) {
      return value(attributes.path(classAttribute.get()));
    }
    if (attributes.size() > 1) {
      List<String> names = attributes.properties().stream().map(Map.Entry::getKey).toList();
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL,
          Text.format("expected one attribute, found %s: give --class-attribute", names));
    }
    return attributes.isEmpty() ? null : value(attributes.elements().next());
  }

  /** A text, or of a group of checkboxes the one that is checked; null for none. */
  private static String value(JsonNode value) throws InvalidAnnotationException {
    if (!value.isObject()) {
      return Fields.isAbsent(value) ? null : value.asText();
    }
    List<String> checked =
        value.properties().stream()
            .filter(entry -> entry.getValue().asBoolean())
            .map(Map.Entry::getKey)
            .toList();
    if (checked.size() > 1) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL, "expected one label, found " + checked);
    }
    return checked.isEmpty() ? null : checked.get(0);
  }
}
