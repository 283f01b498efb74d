package dev.quantmask.dataset.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.findings.RecordFindings;
import dev.quantmask.dataset.format.coco.CocoFields;
import dev.quantmask.dataset.format.coco.CocoShapes;
import dev.quantmask.dataset.geometry.AreaChecks;
import dev.quantmask.dataset.geometry.Masks;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.RunLengthFields;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the box and the segmentation of one annotation, and compares them. */
final class SegmentationCheck {
  // Boxes and areas that were computed from polygons are a little off the pixels.
  private static final double BOX_TOLERANCE = 2; // pixels
  private static final double AREA_TOLERANCE = 0.1; // of the mask
  private static final double AREA_PIXELS = 20; // differences below are never told
  private static final double BORDER_TOLERANCE = 1; // pixels

  private final RecordFindings record;
  private final JsonNode annotation;
  private final CocoIndex.Size size; // of the image; null when it is not known

  SegmentationCheck(RecordFindings record, JsonNode annotation, CocoIndex.Size size) {
    this.record = record;
    this.annotation = annotation;
    this.size = size;
  }

  /** Returns whether there is a mask that can be used. */
  boolean check() throws IOException {
    CocoBox box = box();
    Rle mask = mask();
    if (mask == null) {
      return false;
    }
    compareArea(mask);
    if (box != null && isOff(mask.box(), box)) {
      record.add(
          FindingKind.WRONG_BOX,
          Text.format(
              "bbox: expected about [%.0f, %.0f, %.0f, %.0f], the box of the mask, found %s",
              mask.box().x(),
              mask.box().y(),
              mask.box().width(),
              mask.box().height(),
              Fields.excerpt(annotation.get("bbox"))));
    }
    return true;
  }

  /** Null when there is none. */
  private CocoBox box() throws IOException {
    CocoBox box;
    try {
      box = CocoShapes.box(annotation);
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
      return null;
    }
    if (box.width() <= 0 || box.height() <= 0) {
      record.add(
          FindingKind.ZERO_AREA,
          Text.format(
              "bbox: expected a width and a height of more than 0, found %s and %s",
              box.width(), box.height()));
    } else if (size != null) {
      compareImage(box);
    }
    return box;
  }

  private void compareImage(CocoBox box) throws IOException {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    String message =
        Text.format(
            "bbox: expected it within %d x %d pixels, found %s",
            size.width(), size.height(), Fields.excerpt(annotation.get("bbox")));
    if (box.x() >= size.width() || box.y() >= size.height() || right <= 0 || bottom <= 0) {
      record.add(FindingKind.OUTSIDE_IMAGE, message + " outside");
    } else if (box.x() < -BORDER_TOLERANCE
        || box.y() < -BORDER_TOLERANCE
        || right > size.width() + BORDER_TOLERANCE
        || bottom > size.height() + BORDER_TOLERANCE) {
      record.add(FindingKind.BOX_BEYOND_IMAGE, message);
    }
  }

  /** Null when there is none that can be used. */
  private Rle mask() throws IOException {
    JsonNode segmentation = annotation.path("segmentation");
    if (Fields.isAbsent(segmentation) || (segmentation.isArray() && segmentation.isEmpty())) {
      record.add(FindingKind.BOX_FOR_MASK, "segmentation: expected one, found none");
      return null;
    }
    if (CocoFields.isFlat(segmentation)) {
      record.add(
          FindingKind.MALFORMED_SHAPE, "segmentation: expected a list of polygons, found numbers");
      return null;
    }
    if (size == null) {
      return null; // what is wrong with the image has been told
    }
    try {
      Rle mask =
          segmentation.isArray()
              ? polygons(segmentation)
              : RunLengthFields.rle(segmentation, size.height(), size.width());
      if (mask != null && mask.area() == 0) {
        record.add(FindingKind.ZERO_AREA, "segmentation: expected it to cover a pixel, found none");
        return null;
      }
      return mask;
    } catch (InvalidAnnotationException defect) {
      record.add(defect.kind(), "segmentation: " + defect.getMessage());
      return null;
    }
  }

  /** Null when one of them cannot be used. */
  private Rle polygons(JsonNode segmentation) throws IOException {
    List<Rle> masks = new ArrayList<>();
    for (int i = 0; i < segmentation.size(); i++) {
      try {
        Shape.Polygon polygon = new Shape.Polygon(CocoShapes.ring(segmentation.get(i)));
        Shape.Area area = AreaChecks.checked(polygon);
        masks.add(Masks.fill(area, size.height(), size.width()));
      } catch (InvalidAnnotationException defect) {
        record.add(defect.kind(), Text.format("segmentation[%d]: %s", i, defect.getMessage()));
      }
    }
    return masks.size() == segmentation.size() ? Rle.union(masks) : null;
  }

  private void compareArea(Rle mask) throws IOException {
    double area = annotation.path("area").asDouble((double) mask.area());
    double off = Math.abs(area - mask.area());
    if (off > AREA_PIXELS && off > AREA_TOLERANCE * mask.area()) {
      record.add(
          FindingKind.WRONG_AREA,
          Text.format(
              "area: expected about the %d pixels of the mask, found %s",
              mask.area(), Fields.excerpt(annotation.get("area"))));
    }
  }

  private static boolean isOff(CocoBox mask, CocoBox box) {
    return Math.abs(mask.x() - box.x()) > BOX_TOLERANCE
        || Math.abs(mask.y() - box.y()) > BOX_TOLERANCE
        || Math.abs(mask.x() + mask.width() - box.x() - box.width()) > BOX_TOLERANCE
        || Math.abs(mask.y() + mask.height() - box.y() - box.height()) > BOX_TOLERANCE;
  }
}
