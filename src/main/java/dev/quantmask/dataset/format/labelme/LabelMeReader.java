package dev.quantmask.dataset.format.labelme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.EncodedMask;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.EmbeddedImage;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.ImagePerFileReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * One JSON file an image, of <a href="https://github.com/wkentaro/labelme">LabelMe</a> 3 to 6.
 * LabelMe shows images upright, so its sizes and points are those of the upright image.
 */
final class LabelMeReader extends ImagePerFileReader {
  private static final Set<String> WITHOUT_AREA =
      Set.of("line", "linestrip", "point", "points", "polyline");
  // Polygons, before version 3 said so.
  private static final String DEFAULT_TYPE = "polygon";
  // The image itself: megabytes that are read where there is no file of it.
  private static final String IMAGE = "imageData";

  private final InputFiles files;

  LabelMeReader(InputFiles files) {
    super(files, Set.of(IMAGE));
    this.files = files;
  }

  @Override
  public AnnotatedImage image(String name, ObjectNode json, Findings findings)
      throws IOException, InvalidAnnotationException {
    String image = Fields.textOrNull(json, "imagePath");
    List<String> namesakes = ImagePaths.namedAs(name);
    JsonNode entries = Fields.array(json, "shapes");
    List<LabelledShape> shapes =
        new ShapeList(name, "shapes", findings).read(entries, LabelMeReader::shape);
    return new AnnotatedImage(
        name,
        image == null || image.isBlank()
            ? namesakes
            : ImagePaths.of(ImagePaths.folder(name), image),
        namesakes,
        new EmbeddedImage(files.path(name), IMAGE),
        Fields.sizeOrZero(json, "imageWidth"),
        Fields.sizeOrZero(json, "imageHeight"),
        shapes);
  }

  private static List<LabelledShape> shape(String place, JsonNode json)
      throws InvalidAnnotationException {
    String label = Fields.textOrNull(json, "label");
    String group = Fields.textOrNull(json, "group_id");
    return List.of(new LabelledShape(place, label, group, geometry(json)));
  }

  private static Shape geometry(JsonNode json) throws InvalidAnnotationException {
    String stated = Fields.textOrNull(json, "shape_type");
    String type = stated == null ? DEFAULT_TYPE : stated;
    if (WITHOUT_AREA.contains(type)) {
      throw InvalidAnnotationException.withoutArea(type);
    }
    List<Point> points = Fields.points(json, "points");
    return switch (type) {
      case "polygon" -> new Shape.Polygon(points);
      case "oriented_rectangle", "rotation" -> {
        requirePoints(points, 4, type);
        yield new Shape.Polygon(points);
      }
      case "rectangle" -> {
        if (points.size() == 4) { // X-AnyLabeling's, from version 2.2 on
          yield new Shape.Polygon(points);
        }
        requirePoints(points, 2, type);
        yield new Shape.Rectangle(points.get(0), points.get(1));
      }
      case "circle" -> {
        requirePoints(points, 2, type);
        Point centre = points.get(0);
        Point rim = points.get(1);
        yield new Shape.Circle(centre, Math.hypot(rim.x() - centre.x(), rim.y() - centre.y()));
      }
      case "mask" -> {
        requirePoints(points, 2, type);
        yield mask(points, Fields.text(json, "mask"));
      }
      default ->
          throw InvalidAnnotationException.malformed(
              "shape_type",
              "polygon, rectangle, oriented_rectangle, circle, mask, line, linestrip or point",
              type);
    };
  }

  private static void requirePoints(List<Point> points, int expected, String type)
      throws InvalidAnnotationException {
    if (points.size() != expected) {
      throw InvalidAnnotationException.malformed(
          "points", Text.format("%d of a shape of type %s", expected, type), points.size());
    }
  }

  /** The points are the first and the last pixel of the box that the mask fills. */
  private static Shape mask(List<Point> corners, String base64) throws InvalidAnnotationException {
    int x = (int) corners.get(0).x();
    int y = (int) corners.get(0).y();
    int width = (int) corners.get(1).x() - x + 1;
    int height = (int) corners.get(1).y() - y + 1;
    MaskDecoder.Mask mask = EncodedMask.png("mask", base64);
    if (mask.width() != width || mask.height() != height) {
      throw InvalidAnnotationException.malformed(
          "mask",
          Text.format("%d x %d pixels, which is the box that its points span", width, height),
          Text.format("%d x %d", mask.width(), mask.height()));
    }
    return new Shape.Bitmap(x, y, width, height, mask.inside());
  }
}
