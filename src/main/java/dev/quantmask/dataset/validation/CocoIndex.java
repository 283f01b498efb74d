package dev.quantmask.dataset.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.findings.RecordFindings;
import dev.quantmask.dataset.format.coco.CocoFields;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The images and categories of a COCO file that is checked; what is wrong with them is found. */
final class CocoIndex {
  private final String file;
  private final ImageFolder folder; // null: images are not looked at
  private final Findings findings;
  private final Map<String, Size> images = new HashMap<>();
  private final Map<String, String> categories = new TreeMap<>(CocoFields.BY_ID);
  private final Set<String> fileNames = new HashSet<>();
  private final Set<String> categoryNames = new HashSet<>();

  /** Is the size of an image; 0 x 0 when it does not say. */
  record Size(int width, int height) {
    boolean isKnown() {
      return width > 0 && height > 0;
    }
  }

  CocoIndex(String file, ImageFolder folder, Findings findings) {
    this.file = file;
    this.folder = folder;
    this.findings = findings;
  }

  /** Null for an id that no image has. */
  Size image(String id) {
    return images.get(id);
  }

  /** Null for an id that no category has. */
  String category(String id) {
    return categories.get(id);
  }

  /** The names of the categories in the order of their ids. */
  List<String> categories() {
    return categories.values().stream().distinct().toList();
  }

  Set<String> images() {
    return images.keySet();
  }

  int imageCount() {
    return images.size();
  }

  int categoryCount() {
    return categories.size();
  }

  void addImage(int index, JsonNode image) throws IOException {
    RecordFindings record =
        new RecordFindings(file, CocoCheck.place("images", index, image), findings);
    Size size = new Size(0, 0);
    try {
      size = new Size(Fields.size(image, "width"), Fields.size(image, "height"));
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
    }
    addId(record, image, images, size);
    try {
      checkImage(CocoFields.fileName(image), size);
    } catch (InvalidAnnotationException defect) {
      boolean isField = defect.kind() == FindingKind.MALFORMED_SHAPE;
      record.add(isField ? FindingKind.MALFORMED_RECORD : defect.kind(), defect.getMessage());
    }
  }

  void addCategory(int index, JsonNode category) throws IOException {
    RecordFindings record =
        new RecordFindings(file, CocoCheck.place("categories", index, category), findings);
    try {
      String name = Fields.text(category, "name");
      if (!categoryNames.add(name)) {
        record.add(
            FindingKind.REPEATED_NAME,
            Text.format("name: expected one that no other category has, found '%s' again", name));
      }
      addId(record, category, categories, name);
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
    }
  }

  private static <T> void addId(RecordFindings record, JsonNode json, Map<String, T> known, T value)
      throws IOException {
    try {
      String id = CocoFields.id(json, "id");
      if (known.putIfAbsent(id, value) != null) {
        record.add(FindingKind.REPEATED_ID, "id: expected one of its own, found " + id + " again");
      }
    } catch (InvalidAnnotationException defect) {
      record.add(FindingKind.MALFORMED_RECORD, defect.getMessage());
    }
  }

  private void checkImage(String name, Size size) throws InvalidAnnotationException {
    if (!fileNames.add(name)) {
      throw new InvalidAnnotationException(
          FindingKind.REPEATED_IMAGE,
          Text.format("file_name: expected one image an image, found %s again", name));
    }
    if (folder == null) {
      return;
    }
    List<String> names = List.of(name);
    Optional<String> found = folder.find(names);
    if (found.isEmpty()) {
      throw folder.missing(names);
    }
    ImageHeader header = folder.header(found.get());
    if (!size.isKnown() || (size.width() == header.width() && size.height() == header.height())) {
      return;
    }
    boolean stored = size.width() == header.storedWidth() && size.height() == header.storedHeight();
    throw new InvalidAnnotationException(
        FindingKind.SIZE_MISMATCH,
        Text.format(
            "expected the size of %s, %d x %d, found %d x %d%s",
            name,
            header.width(),
            header.height(),
            size.width(),
            size.height(),
            stored ? ", which it has before its EXIF orientation is applied" : ""));
  }
}
