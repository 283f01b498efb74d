package dev.quantmask.dataset.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.DatasetSummary;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.findings.RecordFindings;
import dev.quantmask.dataset.format.coco.CocoFields;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Looks at annotations one by one; of those before it knows the ids and what they show. */
final class AnnotationCheck {
  private final String file;
  private final CocoIndex index;
  private final Findings findings;
  private final DatasetSummary summary = new DatasetSummary();
  private final Set<String> annotated = new HashSet<>(); // images
  private final Set<String> ids = new HashSet<>();
  private final Set<Long> seen = new HashSet<>(); // hashes of image, category and segmentation

  AnnotationCheck(String file, CocoIndex index, Findings findings) {
    this.file = file;
    this.index = index;
    this.findings = findings;
  }

  void check(int number, JsonNode annotation) throws IOException {
    RecordFindings record =
        new RecordFindings(file, CocoCheck.place("annotations", number, annotation), findings);
    checkId(record, annotation);
    CocoIndex.Size size = checkImage(record, annotation);
    checkCategory(record, annotation);
    checkCrowd(record, annotation);
    checkArea(record, annotation);
    if (new SegmentationCheck(record, annotation, size).check()) {
      checkDuplicate(record, annotation);
    }
  }

  /** Reports what is doubtful about all annotations together, when the last has been checked. */
  void finish() throws IOException {
    index.images().forEach(image -> summary.addImage(annotated.contains(image)));
    summary.find(file, index.categories(), findings);
  }

  private void checkId(RecordFindings record, JsonNode annotation) throws IOException {
    String id = id(record, annotation, "id");
    if (id == null) {
      return;
    }
    if (id.equals("0")) {
      record.add(
          FindingKind.ID_ZERO, "id: expected 1 or more, found 0, which never counts as found");
    }
    if (!ids.add(id)) {
      record.add(FindingKind.REPEATED_ID, "id: expected one of its own, found " + id + " again");
    }
  }

  /** Returns the size of the image; null when it is not known. */
  private CocoIndex.Size checkImage(RecordFindings record, JsonNode annotation) throws IOException {
    String id = id(record, annotation, "image_id");
    if (id == null) {
      return null;
    }
    annotated.add(id);
    CocoIndex.Size size = index.image(id);
    if (size == null) {
      record.add(FindingKind.UNKNOWN_IMAGE, "image_id: expected an image of the file, found " + id);
    }
    return size == null || !size.isKnown() ? null : size;
  }

  private void checkCategory(RecordFindings record, JsonNode annotation) throws IOException {
    String id = id(record, annotation, "category_id");
    if (id != null) {
      summary.addObject(index.category(id), annotation.path("iscrowd").asInt() == 1);
    }
    if (id != null && index.category(id) == null) {
      record.add(
          FindingKind.UNKNOWN_LABEL, "category_id: expected a category of the file, found " + id);
    }
  }

  private static void checkCrowd(RecordFindings record, JsonNode annotation) throws IOException {
    JsonNode crowd = annotation.path("iscrowd");
    boolean isFlag = crowd.isIntegralNumber() && (crowd.asInt() == 0 || crowd.asInt() == 1);
    if (!isFlag) {
      record.add(
          FindingKind.MALFORMED_RECORD, "iscrowd: expected 0 or 1, found " + Fields.excerpt(crowd));
    }
  }

  private static void checkArea(RecordFindings record, JsonNode annotation) throws IOException {
    try {
      if (Fields.finite(annotation.path("area"), "area") <= 0) {
        record.add(
            FindingKind.ZERO_AREA,
            "area: expected more than 0, found " + Fields.excerpt(annotation.get("area")));
      }
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
    }
  }

  private void checkDuplicate(RecordFindings record, JsonNode annotation) throws IOException {
    String shown =
        Text.format(
            "%s %s %s",
            annotation.path("image_id"),
            annotation.path("category_id"),
            annotation.path("segmentation"));
    if (!seen.add(Sha256.number(shown))) {
      record.add(
          FindingKind.DUPLICATE_SHAPE,
          "expected each object once, found another of this image, category and segmentation");
    }
  }

  /** Null, and told, when it is none. */
  private static String id(RecordFindings record, JsonNode annotation, String field)
      throws IOException {
    try {
      return CocoFields.id(annotation, field);
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
      return null;
    }
  }
}
