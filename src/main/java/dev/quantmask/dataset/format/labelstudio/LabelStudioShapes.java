package dev.quantmask.dataset.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.BrushRle;
import dev.quantmask.dataset.geometry.EncodedMask;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results of Label Studio; lengths are in percent of the image's sides. */
final class LabelStudioShapes {
  private static final Set<String> WITHOUT_AREA =
      Set.of("keypointlabels", "keypoint", "vectorlabels", "vector");
  private static final Set<String> WITH_AREA =
      Set.of(
          "rectanglelabels",
          "rectangle",
          "polygonlabels",
          "polygon",
          "ellipselabels",
          "ellipse",
          "brushlabels",
          "brush",
          "bitmasklabels",
          "bitmask");
  private static final Set<String> NO_SHAPES = // answers about an image or a region, and labels
      Set.of(
          "labels",
          "choices",
          "textarea",
          "rating",
          "number",
          "datetime",
          "taxonomy",
          "pairwise",
          "ranker",
          "relation",
          "relations",
          "chatmessage",
          "reactcode");

  private static final String PNG_DATA = "data:image/png;base64,";

  private LabelStudioShapes() {}

  /**
   * Returns what a result shows; nothing where it is a choice, a text or the like.
   *
   * @param labels of regions that have them in a result of their own, by id
   */
  static List<LabelledShape> shapes(String place, JsonNode result, Map<String, JsonNode> labels)
      throws InvalidAnnotationException {
    String type = Fields.text(result, "type");
    if (WITHOUT_AREA.contains(type)) {
      throw InvalidAnnotationException.withoutArea(type);
    }
    if (NO_SHAPES.contains(type)) {
      return List.of();
    }
    if (!WITH_AREA.contains(type)) {
      throw InvalidAnnotationException.malformed(
          "type", "a rectangle, polygon, ellipse, brush or bitmask, with or without labels", type);
    }
    if (Fields.numberOrZero(result, "image_rotation") != 0) {
      throw InvalidAnnotationException.malformed(
          "image_rotation", "0: an image that was not turned", result.get("image_rotation"));
    }
    JsonNode value = Fields.object(result, "value");
    JsonNode own = value.path(type.endsWith("labels") ? type : type + "labels");
    String label = label(own.isArray() ? own : labels.get(result.path("id").asText()));
    return List.of(new LabelledShape(place, label, null, shape(type, result, value)));
  }

  private static String label(JsonNode labels) throws InvalidAnnotationException {
    if (labels == null || labels.isEmpty()) {
      return null;
    }
    if (labels.size() > 1) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL, "expected one label, found " + labels);
    }
    return labels.get(0).asText();
  }

  private static Shape shape(String type, JsonNode result, JsonNode value)
      throws InvalidAnnotationException {
    int width = Fields.sizeOrZero(result, "original_width");
    int height = Fields.sizeOrZero(result, "original_height");
    if (width == 0 || height == 0) {
      throw InvalidAnnotationException.malformed(
          "original_width, original_height", "a size", "none");
    }
    if (type.startsWith("brush")) {
      return brush(value, width, height);
    }
    if (type.startsWith("bitmask")) {
      return bitmask(value, width, height);
    }
    double x = width / 100.0;
    double y = height / 100.0;
    if (type.startsWith("polygon")) {
      return new Shape.Polygon(
          Fields.points(value, "points").stream()
              .map(point -> new Point(point.x() * x, point.y() * y))
              .toList());
    }
    Point anchor = new Point(Fields.number(value, "x") * x, Fields.number(value, "y") * y);
    double angle = Fields.numberOrZero(value, "rotation");
    if (type.startsWith("ellipse")) {
      return new Shape.Ellipse(
          anchor, Fields.number(value, "radiusX") * x, Fields.number(value, "radiusY") * y, angle);
    }
    double boxWidth = Fields.number(value, "width") * x;
    double boxHeight = Fields.number(value, "height") * y;
    return angle == 0
        ? new Shape.Rectangle(anchor, new Point(anchor.x() + boxWidth, anchor.y() + boxHeight))
        : new Shape.OrientedRectangle(anchor, boxWidth, boxHeight, angle);
  }

  private static Shape brush(JsonNode value, int width, int height)
      throws InvalidAnnotationException {
    String format = Fields.text(value, "format");
    if (!format.equals("rle")) {
      throw InvalidAnnotationException.malformed("format", "rle", format);
    }
    JsonNode numbers = Fields.array(value, "rle");
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      int number = numbers.get(i).asInt(-1);
      if (number < 0 || number > 255) {
        throw InvalidAnnotationException.malformed(
            Text.format("rle[%d]", i), "a byte", Fields.excerpt(numbers.get(i)));
      }
      bytes[i] = (byte) number;
    }
    return new Shape.Bitmap(0, 0, width, height, BrushRle.decode(bytes, width, height));
  }

  /** A PNG of the size of the image, as an address that holds the data. */
  private static Shape bitmask(JsonNode value, int width, int height)
      throws InvalidAnnotationException {
    String address = Fields.text(value, "imageDataURL");
    String data = address.startsWith(PNG_DATA) ? address.substring(PNG_DATA.length()) : address;
    MaskDecoder.Mask mask = EncodedMask.png("imageDataURL", data);
    if (mask.width() != width || mask.height() != height) {
      throw InvalidAnnotationException.malformed(
          "imageDataURL",
          Text.format("the size of the image, %d x %d", width, height),
          Text.format("%d x %d", mask.width(), mask.height()));
    }
    return new Shape.Bitmap(0, 0, width, height, mask.inside());
  }
}
