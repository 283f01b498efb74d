package dev.quantmask.dataset.format.supervisely;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.EncodedMask;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedFrame;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.FramePerFileReader;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A project of <a href="https://docs.supervisely.com">Supervisely</a>: {@code DATASET/ann} with a
 * JSON file an image, named after it, and {@code DATASET/img} with the images.
 */
final class SuperviselyReader extends FramePerFileReader {
  private static final String ANNOTATIONS = "ann";
  private static final String IMAGES = "img";
  private static final String SUFFIX = ".json";
  private static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "png", "webp", "bmp");
  private static final Set<String> WITHOUT_AREA =
      Set.of("line", "point", "graph", "polyline", "keypoint", "cuboid");

  SuperviselyReader(InputFiles files) throws IOException {
    super(
        files.require(
            InputFiles.withSuffix(SUFFIX).and(SuperviselyReader::isAnnotation),
            "a folder " + ANNOTATIONS + " with annotations below"),
        Set.of());
  }

  static boolean isAnnotation(String name) {
    String folder = ImagePaths.folder(name);
    return folder.equals(ANNOTATIONS) || folder.endsWith("/" + ANNOTATIONS);
  }

  @Override
  public AnnotatedFrame frame(String name, ObjectNode json, Findings findings)
      throws InvalidAnnotationException, IOException {
    JsonNode size = Fields.object(json, "size");
    JsonNode objects = Fields.array(json, "objects");
    return new AnnotatedFrame(
        name,
        images(name),
        Fields.sizeOrZero(size, "width"),
        Fields.sizeOrZero(size, "height"),
        new ShapeList(name, "objects", findings).read(objects, SuperviselyReader::shape));
  }

  /** {@code a/ann/b.jpg.json}: {@code a/img/b.jpg}; of old projects, {@code b.json}: any image. */
  private static List<String> images(String name) {
    String folder = ImagePaths.folder(ImagePaths.folder(name));
    String file = name.substring(name.lastIndexOf('/') + 1);
    String image = file.substring(0, file.length() - SUFFIX.length());
    List<String> candidates = new ArrayList<>();
    for (String place : List.of(ImagePaths.join(folder, IMAGES), folder, "")) {
      candidates.add(ImagePaths.join(place, image));
    }
    String extension = image.substring(image.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!EXTENSIONS.contains(extension)) {
      String stem = ImagePaths.join(ImagePaths.join(folder, IMAGES), image);
      EXTENSIONS.forEach(other -> candidates.add(stem + "." + other));
    }
    return candidates;
  }

  private static List<LabelledShape> shape(String place, JsonNode json)
      throws InvalidAnnotationException {
    String label = Fields.textOrNull(json, "classTitle");
    String group = Fields.textOrNull(json, "instance");
    return List.of(new LabelledShape(place, label, group, geometry(json)));
  }

  private static Shape geometry(JsonNode json) throws InvalidAnnotationException {
    String type = Fields.text(json, "geometryType");
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
