package dev.quantmask.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.PixelWindow;
import dev.quantmask.coco.Rle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shapes of one annotation of COCO: a polygon each, or its run lengths. */
final class CocoShapes {
  private final String file;
  private final String place;
  private final Map<Long, String> labels;
  private final Findings findings;

  /**
   * Of an annotation.
   *
   * @param labels of categories, by id
   */
  CocoShapes(String file, String place, Map<Long, String> labels, Findings findings) {
    this.file = file;
    this.place = place;
    this.labels = labels;
    this.findings = findings;
  }

  /** Adds what can be used; the shapes are of one group, so that they stay one object. */
  void read(JsonNode annotation, AnnotatedFrame frame, List<LabelledShape> shapes)
      throws IOException {
    JsonNode segmentation = annotation.path("segmentation");
    JsonNode crowd = annotation.path("iscrowd");
    boolean isCrowd = crowd.asInt(0) != 0 || crowd.asBoolean(false);
    try {
      String label = label(annotation);
      if (segmentation.isArray() && !segmentation.isEmpty()) {
        for (int i = 0; i < segmentation.size(); i++) {
          addPolygon(segmentation.get(i), i, label, isCrowd, shapes);
        }
        return;
      }
      Shape shape = segmentation.isObject() ? mask(segmentation, frame) : box(annotation, label);
      shapes.add(new LabelledShape(place, label, place, isCrowd, shape));
    } catch (DefectException defect) {
      findings.add(file, place, null, defect);
    }
  }

  private String label(JsonNode annotation) throws DefectException {
    JsonNode id = annotation.path("category_id");
    String label = id.isIntegralNumber() ? labels.get(id.longValue()) : null;
    if (label == null) {
      throw new DefectException(
          FindingKind.UNKNOWN_LABEL,
          "category_id: expected a category of the file, found " + Fields.excerpt(id));
    }
    return label;
  }

  private void addPolygon(
      JsonNode numbers, int part, String label, boolean crowd, List<LabelledShape> shapes)
      throws IOException {
    String partPlace = "%s.segmentation[%d]".formatted(place, part);
    try {
      if (!numbers.isArray() || numbers.size() % 2 != 0) {
        throw DefectException.malformed(
            "segmentation[%d]".formatted(part),
            "an even number of numbers",
            numbers.isArray() ? numbers.size() : Fields.excerpt(numbers));
      }
      List<Point> ring = new ArrayList<>();
      for (int i = 0; i < numbers.size(); i += 2) {
        ring.add(new Point(number(numbers, i), number(numbers, i + 1)));
      }
      shapes.add(new LabelledShape(partPlace, label, place, crowd, new Shape.Polygon(ring)));
    } catch (DefectException defect) {
      findings.add(file, partPlace, label, defect);
    }
  }

  private static double number(JsonNode numbers, int index) throws DefectException {
    return Fields.finite(numbers.get(index), "[%d]".formatted(index));
  }

  private static Shape mask(JsonNode segmentation, AnnotatedFrame frame) throws DefectException {
    JsonNode size = Fields.array(segmentation, "size");
    int height = size.path(0).asInt(-1);
    int width = size.path(1).asInt(-1);
    if (size.size() != 2 || height < 1 || width < 1) {
      throw DefectException.malformed("size", "[height, width]", Fields.excerpt(size));
    }
    boolean stated = frame.width() != 0 && frame.height() != 0;
    if (stated && (height != frame.height() || width != frame.width())) {
      throw DefectException.malformed(
          "size",
          "that of the image, [%d, %d]".formatted(frame.height(), frame.width()),
          Fields.excerpt(size));
    }
    try {
      Rle mask = rle(segmentation.path("counts"), height, width);
      PixelWindow window = mask.bounds();
      return new Shape.Bitmap(
          window.x0(), window.y0(), window.width(), window.height(), mask.decode(window));
    } catch (IllegalArgumentException e) {
      throw new DefectException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
  }

  private static Rle rle(JsonNode counts, int height, int width) throws DefectException {
    if (counts.isTextual()) {
      return Rle.fromCompressed(height, width, counts.textValue());
    }
    if (!counts.isArray()) {
      throw DefectException.malformed("counts", "a text or an array", Fields.excerpt(counts));
    }
    int[] runs = new int[counts.size()];
    for (int i = 0; i < runs.length; i++) {
      if (!counts.get(i).canConvertToInt()) {
        throw DefectException.malformed(
            "counts[%d]".formatted(i), "a whole number", Fields.excerpt(counts.get(i)));
      }
      runs[i] = counts.get(i).intValue();
    }
    return new Rle(height, width, runs);
  }

  /** Of an object that has no mask: the box is the best there is, and it is said. */
  private Shape box(JsonNode annotation, String label) throws DefectException, IOException {
    JsonNode box = annotation.path("bbox");
    if (!box.isArray() || box.size() != 4) {
      throw DefectException.malformed(
          "segmentation", "polygons or run lengths, or at least a bbox", Fields.excerpt(box));
    }
    double x = Fields.finite(box.get(0), "bbox[0]");
    double y = Fields.finite(box.get(1), "bbox[1]");
    double width = Fields.finite(box.get(2), "bbox[2]");
    double height = Fields.finite(box.get(3), "bbox[3]");
    findings.add(
        new Finding(
            FindingKind.BOX_FOR_MASK,
            file,
            place,
            label,
            "expected a segmentation, found none: its box is taken for it"));
    return new Shape.Rectangle(new Point(x, y), new Point(x + width, y + height));
  }
}
