package dev.quantmask.dataset.format.coco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.CocoRecords;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.RecordFile;
import dev.quantmask.io.Json;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * COCO itself, to be corrected: ids are numbered again, area and box come from the mask, {@code
 * iscrowd} is written. The annotations of an image may be anywhere in the file, so they wait on
 * disk until all of it has been read.
 */
final class CocoImportReader implements AnnotationReader {
  private final Path path;
  private final String name;
  private final Path out;
  private final Map<String, Image> images = new LinkedHashMap<>();
  private final Map<String, String> labels = new TreeMap<>(CocoFields.BY_ID);

  /** An image, and where its annotations wait. */
  private record Image(JsonNode json, List<RecordFile.Place> annotations) {}

  /**
   * @param out beside which annotations wait until their image is read
   */
  CocoImportReader(InputFiles files, Path out) {
    this.name = files.names().get(0);
    this.path = files.path(name);
    this.out = out;
  }

  /** All of the file, used or not, in the order of their ids. */
  @Override
  public List<String> classes() {
    return labels.values().stream().distinct().toList();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    try (RecordFile spool = new RecordFile(TemporaryFile.beside(out, "annotations"))) {
      try {
        readImagesAndCategories(findings);
        CocoRecords.read(
            path, "annotations", (index, json) -> addAnnotation(index, json, spool, findings));
      } catch (JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
        return;
      }
      for (Image image : images.values()) {
        image(image, spool, handler, findings);
      }
    }
  }

  /** They may stand after the annotations that name them. */
  private void readImagesAndCategories(Findings findings) throws IOException {
    boolean found =
        CocoRecords.read(path, "images", (index, json) -> addImage(index, json, findings));
    if (!found) {
      String message = "images: expected an array, found nothing";
      findings.brokenFile(name, message);
    }
    CocoRecords.read(path, "categories", (index, json) -> addCategory(index, json, findings));
    long number = 0;
    for (String id : labels.keySet()) {
      if (!id.equals(Long.toString(++number))) {
        findings.add(
            new Finding(
                FindingKind.RENUMBERED_CLASSES,
                name,
                null,
                null,
                Text.format("categories %s are numbered from 1, in this order", labels)));
        return;
      }
    }
  }

  private void addImage(int index, JsonNode image, Findings findings) throws IOException {
    try {
      String id = CocoFields.id(image, "id");
      if (images.putIfAbsent(id, new Image(image, new ArrayList<>())) != null) {
        throw InvalidAnnotationException.malformed("id", "one that no other image has", id);
      }
    } catch (InvalidAnnotationException e) {
      String source = Text.format("%s, images[%d]", name, index);
      findings.malformedRecord(source, e.getMessage());
    }
  }

  private void addCategory(int index, JsonNode category, Findings findings) throws IOException {
    try {
      labels.put(CocoFields.id(category, "id"), Fields.text(category, "name"));
    } catch (InvalidAnnotationException e) {
      String source = Text.format("%s, categories[%d]", name, index);
      findings.malformedRecord(source, e.getMessage());
    }
  }

  private void addAnnotation(int index, JsonNode annotation, RecordFile spool, Findings findings)
      throws IOException {
    String place = place(index);
    try {
      String imageId = CocoFields.id(annotation, "image_id");
      Image image = images.get(imageId);
      if (image == null) {
        throw InvalidAnnotationException.malformed("image_id", "an image of the file", imageId);
      }
      ((ObjectNode) annotation).put("index", index);
      image.annotations().add(spool.add(Json.bytes(annotation)));
    } catch (InvalidAnnotationException e) {
      findings.add(name, place, null, e);
    }
  }

  private static String place(int index) {
    return Text.format("annotations[%d]", index);
  }

  private void image(Image image, RecordFile spool, ImageHandler handler, Findings findings)
      throws IOException {
    String source = Text.format("%s, image %s", name, image.json().get("id"));
    AnnotatedImage empty;
    try {
      empty =
          new AnnotatedImage(
              source,
              ImagePaths.of("", CocoFields.fileName(image.json())),
              Fields.sizeOrZero(image.json(), "width"),
              Fields.sizeOrZero(image.json(), "height"),
              List.of());
    } catch (InvalidAnnotationException e) {
      findings.malformedRecord(source, e.getMessage());
      return;
    }
    List<LabelledShape> shapes = new ArrayList<>();
    for (RecordFile.Place annotation : image.annotations()) {
      JsonNode json = Json.tree(spool.read(annotation));
      new CocoShapes(name, place(json.get("index").intValue()), labels, findings)
          .read(json, empty, shapes);
    }
    handler.accept(
        new AnnotatedImage(source, empty.imageNames(), empty.width(), empty.height(), shapes));
  }
}
