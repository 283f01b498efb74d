package dev.quantmask.dataset.format.coco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Point;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.RunLengthFields;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shapes of one annotation of COCO: a polygon each, or its run lengths. */
public final class CocoShapes {
  private final String file;
  private final String place;
  private final Map<String, String> labels;
  private final Findings findings;

  /**
   * Reads the shapes of an annotation.
   *
   * @param labels of categories, by id
   */
  CocoShapes(String file, String place, Map<String, String> labels, Findings findings) {
    this.file = file;
    this.place = place;
    this.labels = labels;
    this.findings = findings;
  }

  /** Adds what can be used; the shapes are of one group, so that they stay one object. */
  void read(JsonNode annotation, AnnotatedImage image, List<LabelledShape> shapes)
      throws IOException {
    JsonNode segmentation = annotation.path("segmentation");
    JsonNode crowd = annotation.path("iscrowd");
    boolean isCrowd = crowd.asInt(0) != 0 || crowd.asBoolean(false);
    try {
      String label = label(annotation);
      if (CocoFields.isFlat(segmentation)) {
        findings.add(
            new Finding(
                FindingKind.FLAT_SEGMENTATION,
                file,
                place,
                label,
                "segmentation: expected a list of polygons, found numbers: they are taken for one"
                    + " polygon"));
        addPolygon(segmentation, 0, label, isCrowd, shapes);
        return;
      }
      if (segmentation.isArray() && !segmentation.isEmpty()) {
        for (int i = 0; i < segmentation.size(); i++) {
          addPolygon(segmentation.get(i), i, label, isCrowd, shapes);
        }
        return;
      }
      Shape shape =
          segmentation.isObject()
              ? RunLengthFields.mask(segmentation, image.height(), image.width())
              : box(annotation, label);
      shapes.add(new LabelledShape(place, label, place, isCrowd, shape));
    } catch (InvalidAnnotationException defect) {
      findings.add(file, place, null, defect);
    }
  }

  private String label(JsonNode annotation) throws InvalidAnnotationException {
    JsonNode id = annotation.path("category_id");
    String label =
        id.isValueNode() && !id.isNull()
            ? labels.get(CocoFields.id(annotation, "category_id"))
            : null;
    if (label == null) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          "category_id: expected a category of the file, found " + Fields.excerpt(id));
    }
    return label;
  }

  private void addPolygon(
      JsonNode numbers, int part, String label, boolean crowd, List<LabelledShape> shapes)
      throws IOException {
    String partPlace = Text.format("%s.segmentation[%d]", place, part);
    try {
      List<Point> ring = ring(numbers);
      shapes.add(new LabelledShape(partPlace, label, place, crowd, new Shape.Polygon(ring)));
    } catch (InvalidAnnotationException defect) {
      findings.add(file, partPlace, label, defect);
    }
  }

  /** {@code [x0, y0, x1, y1, ...]}. */
  public static List<Point> ring(JsonNode numbers) throws InvalidAnnotationException {
    if (!numbers.isArray() || numbers.size() % 2 != 0) {
      throw new InvalidAnnotationException(
          FindingKind.MALFORMED_SHAPE,
          "expected an even number of numbers, found "
              + (numbers.isArray() ? numbers.size() : Fields.excerpt(numbers)));
    }
    List<Point> ring = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 2) {
      ring.add(new Point(number(numbers, i), number(numbers, i + 1)));
    }
    return ring;
  }

  private static double number(JsonNode numbers, int index) throws InvalidAnnotationException {
    return Fields.coordinate(numbers.get(index), "number " + index);
  }

  /**
   * Returns the shape of an object that has no mask: the box is the best there is, and it is said.
   */
  private Shape box(JsonNode annotation, String label)
      throws InvalidAnnotationException, IOException {
    if (Fields.isAbsent(annotation.path("bbox"))) {
      throw InvalidAnnotationException.malformed(
          "segmentation", "polygons or run lengths, or at least a bbox", "neither");
    }
    CocoBox box = box(annotation);
    findings.add(
        new Finding(
            FindingKind.BOX_FOR_MASK,
            file,
            place,
            label,
            "expected a segmentation, found none: its box is taken for it"));
    return new Shape.Rectangle(
        new Point(box.x(), box.y()), new Point(box.x() + box.width(), box.y() + box.height()));
  }

  /** The field {@code bbox}. */
  public static CocoBox box(JsonNode annotation) throws InvalidAnnotationException {
    JsonNode box = annotation.path("bbox");
    if (!box.isArray() || box.size() != 4) {
      throw InvalidAnnotationException.malformed("bbox", "four numbers", Fields.excerpt(box));
    }
    return new CocoBox(
        Fields.coordinate(box.get(0), "bbox[0]"),
        Fields.coordinate(box.get(1), "bbox[1]"),
        Fields.coordinate(box.get(2), "bbox[2]"),
        Fields.coordinate(box.get(3), "bbox[3]"));
  }
}
