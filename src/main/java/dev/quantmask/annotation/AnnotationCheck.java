package dev.quantmask.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.coco.CocoBox;
import dev.quantmask.coco.Rle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at annotations one by one; of those before it knows the ids and what they show. */
final class AnnotationCheck {
  /** Boxes and areas that were computed from polygons are a little off the pixels. */
  private static final double BOX_TOLERANCE = 2; // pixels

  private static final double AREA_TOLERANCE = 0.1; // of the mask
  private static final double AREA_PIXELS = 20; // differences below are never told
  private static final double BORDER_TOLERANCE = 1; // pixels

  private final String file;
  private final CocoIndex index;
  private final Findings findings;
  private final Set<Long> ids = new HashSet<>();
  private final Set<Long> seen = new HashSet<>(); // hashes of image, category and segmentation

  AnnotationCheck(String file, CocoIndex index, Findings findings) {
    this.file = file;
    this.index = index;
    this.findings = findings;
  }

  void check(int number, JsonNode annotation) throws IOException {
    Checked checked = new Checked(CocoCheck.place("annotations", number, annotation), annotation);
    checked.id();
    CocoIndex.Size size = checked.image();
    checked.category();
    checked.crowd();
    checked.area();
    CocoBox box = checked.box(size);
    Rle mask = checked.mask(size);
    if (mask != null) {
      checked.compare(mask, box);
      checked.duplicate();
    }
  }

  /** One annotation; each method tells what is wrong with one thing of it. */
  private final class Checked {
    private final String place;
    private final JsonNode json;

    Checked(String place, JsonNode json) {
      this.place = place;
      this.json = json;
    }

    void id() throws IOException {
      Long id = integer("id");
      if (id == null) {
        return;
      }
      if (id == 0) {
        add(FindingKind.ID_ZERO, "id: expected 1 or more, found 0, which never counts as found");
      }
      if (!ids.add(id)) {
        add(FindingKind.REPEATED_ID, "id: expected one of its own, found " + id + " again");
      }
    }

    /** Its size; null when it is not known. */
    CocoIndex.Size image() throws IOException {
      Long id = integer("image_id");
      if (id == null) {
        return null;
      }
      CocoIndex.Size size = index.image(id);
      if (size == null) {
        add(FindingKind.UNKNOWN_IMAGE, "image_id: expected an image of the file, found " + id);
      }
      return size == null || !size.isKnown() ? null : size;
    }

    void category() throws IOException {
      Long id = integer("category_id");
      if (id != null && index.category(id) == null) {
        add(FindingKind.UNKNOWN_LABEL, "category_id: expected a category of the file, found " + id);
      }
    }

    void crowd() throws IOException {
      JsonNode crowd = json.path("iscrowd");
      boolean isFlag = crowd.isIntegralNumber() && (crowd.asInt() == 0 || crowd.asInt() == 1);
      if (!isFlag) {
        add(
            FindingKind.MALFORMED_RECORD,
            "iscrowd: expected 0 or 1, found " + Fields.excerpt(crowd));
      }
    }

    void area() throws IOException {
      try {
        if (Fields.number(json, "area") <= 0) {
          add(
              FindingKind.ZERO_AREA,
              "area: expected more than 0, found " + Fields.excerpt(json.get("area")));
        }
      } catch (DefectException defect) {
        add(FindingKind.MALFORMED_RECORD, defect.getMessage());
      }
    }

    /** Null when there is none. */
    CocoBox box(CocoIndex.Size size) throws IOException {
      CocoBox box;
      try {
        box = CocoShapes.box(json);
      } catch (DefectException defect) {
        add(FindingKind.MALFORMED_RECORD, defect.getMessage());
        return null;
      }
      double right = box.x() + box.width();
      double bottom = box.y() + box.height();
      if (box.width() <= 0 || box.height() <= 0) {
        add(
            FindingKind.ZERO_AREA,
            "bbox: expected a width and a height of more than 0, found %s and %s"
                .formatted(box.width(), box.height()));
      } else if (size != null) {
        String found = Fields.excerpt(json.get("bbox"));
        String expected =
            "bbox: expected it within %d x %d pixels, found "
                .formatted(size.width(), size.height());
        if (box.x() >= size.width() || box.y() >= size.height() || right <= 0 || bottom <= 0) {
          add(FindingKind.OUTSIDE_PICTURE, expected + found + " outside");
        } else if (box.x() < -BORDER_TOLERANCE
            || box.y() < -BORDER_TOLERANCE
            || right > size.width() + BORDER_TOLERANCE
            || bottom > size.height() + BORDER_TOLERANCE) {
          add(FindingKind.BOX_BEYOND_PICTURE, expected + found);
        }
      }
      return box;
    }

    /** Null when there is none that can be used. */
    Rle mask(CocoIndex.Size size) throws IOException {
      JsonNode segmentation = json.path("segmentation");
      if (Fields.isAbsent(segmentation) || segmentation.isArray() && segmentation.isEmpty()) {
        add(FindingKind.BOX_FOR_MASK, "segmentation: expected one, found none");
        return null;
      }
      if (size == null) {
        return null; // what is wrong with the image has been told
      }
      try {
        Rle mask =
            segmentation.isArray()
                ? polygons(segmentation, size)
                : CocoShapes.rle(segmentation, size.height(), size.width());
        if (mask != null && mask.area() == 0) {
          add(FindingKind.ZERO_AREA, "segmentation: expected it to cover a pixel, found none");
          return null;
        }
        return mask;
      } catch (DefectException defect) {
        add(defect.kind(), "segmentation: " + defect.getMessage());
        return null;
      }
    }

    private Rle polygons(JsonNode segmentation, CocoIndex.Size size)
        throws DefectException, IOException {
      List<Rle> masks = new ArrayList<>();
      for (int i = 0; i < segmentation.size(); i++) {
        try {
          Shape.Polygon polygon = new Shape.Polygon(CocoShapes.ring(segmentation.get(i)));
          Shape.Area area = AreaChecks.checked(polygon);
          masks.add(Masks.fill(area, size.height(), size.width()));
        } catch (DefectException defect) {
          add(defect.kind(), "segmentation[%d]: %s".formatted(i, defect.getMessage()));
        }
      }
      return masks.size() == segmentation.size() ? Rle.union(masks) : null;
    }

    void compare(Rle mask, CocoBox box) throws IOException {
      double area = json.path("area").asDouble(mask.area());
      double off = Math.abs(area - mask.area());
      if (off > AREA_PIXELS && off > AREA_TOLERANCE * mask.area()) {
        add(
            FindingKind.WRONG_AREA,
            "area: expected about the %d pixels of the mask, found %s"
                .formatted(mask.area(), Fields.excerpt(json.get("area"))));
      }
      if (box != null && isOff(mask.box(), box)) {
        add(
            FindingKind.WRONG_BOX,
            "bbox: expected about [%.0f, %.0f, %.0f, %.0f], the box of the mask, found %s"
                .formatted(
                    mask.box().x(),
                    mask.box().y(),
                    mask.box().width(),
                    mask.box().height(),
                    Fields.excerpt(json.get("bbox"))));
      }
    }

    private static boolean isOff(CocoBox mask, CocoBox box) {
      return Math.abs(mask.x() - box.x()) > BOX_TOLERANCE
          || Math.abs(mask.y() - box.y()) > BOX_TOLERANCE
          || Math.abs(mask.x() + mask.width() - box.x() - box.width()) > BOX_TOLERANCE
          || Math.abs(mask.y() + mask.height() - box.y() - box.height()) > BOX_TOLERANCE;
    }

    void duplicate() throws IOException {
      String shown =
          json.path("image_id") + " " + json.path("category_id") + " " + json.path("segmentation");
      if (!seen.add(hash(shown))) {
        add(
            FindingKind.DUPLICATE_SHAPE,
            "expected each object once, found another of this image, category and segmentation");
      }
    }

    /** Null, and told, when it is none. */
    private Long integer(String field) throws IOException {
      try {
        return Fields.integer(json, field);
      } catch (DefectException defect) {
        add(FindingKind.MALFORMED_RECORD, defect.getMessage());
        return null;
      }
    }

    private void add(FindingKind kind, String message) throws IOException {
      findings.add(new Finding(kind, file, place, null, message));
    }
  }

  /** So that two of a million texts share one by chance once in ten million files. */
  private static long hash(String text) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(hash.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
