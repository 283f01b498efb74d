package dev.quantmask.dataset.format.datumaro;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of <a href="https://github.com/open-edge-platform/datumaro">Datumaro</a> 1, a subset each.
 */
final class DatumaroReader implements AnnotationReader {
  private final InputFiles files;
  private final List<String> labels = new ArrayList<>(); // by their number

  DatumaroReader(InputFiles files) {
    this.files = files;
  }

  @Override
  public List<String> classes() {
    return List.copyOf(labels);
  }

  /** Categories are read first, wherever they stand. */
  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try {
        eachField(name, "categories", json -> readLabels(name, json.value(), findings));
        eachField(
            name,
            "items",
            json -> json.eachElement(index -> image(name, index, json.value(), handler, findings)));
      } catch (JsonFile.MalformedException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  @FunctionalInterface
  private interface Section {
    void read(JsonFile json) throws IOException;
  }

  private void eachField(String name, String wanted, Section section) throws IOException {
    try (JsonFile json = JsonFile.open(files.path(name))) {
      json.eachField(
          field -> {
            if (field.equals(wanted)) {
              section.read(json);
            }
          });
      json.requireEnd();
    }
  }

  private void readLabels(String name, JsonNode categories, Findings findings) throws IOException {
    labels.clear();
    for (JsonNode label : categories.path("label").path("labels")) {
      try {
        labels.add(Fields.text(label, "name"));
      } catch (InvalidAnnotationException e) {
        findings.brokenFile(
            name, Text.format("categories.label.labels[%d]: %s", labels.size(), e.getMessage()));
        return;
      }
    }
  }

  private void image(String file, int index, JsonNode item, ImageHandler handler, Findings findings)
      throws IOException {
    String source = Text.format("%s, items[%d]", file, index);
    AnnotatedImage annotated;
    try {
      source = Text.format("%s, %s", file, Fields.text(item, "id"));
      JsonNode image = Fields.object(item, "image");
      JsonNode size = image.path("size");
      DatumaroShapes shapes = new DatumaroShapes(labels);
      List<LabelledShape> read =
          new ShapeList(source, "annotations", findings)
              .read(Fields.array(item, "annotations"), shapes::shape);
      annotated =
          new AnnotatedImage(
              source,
              images(file, Fields.text(image, "path")),
              size.path(1).asInt(),
              size.path(0).asInt(),
              read);
    } catch (InvalidAnnotationException e) {
      findings.malformedRecord(source, e.getMessage());
      return;
    }
    handler.accept(annotated);
  }

  /** {@code annotations/train.json} and {@code a.jpg}: {@code images/train/a.jpg}. */
  private static List<String> images(String file, String path) {
    String folder = ImagePaths.folder(ImagePaths.folder(file));
    String name = file.substring(file.lastIndexOf('/') + 1);
    String subset = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    List<String> places = new ArrayList<>();
    places.add(ImagePaths.join(folder, "images/" + subset + "/" + path));
    places.add(ImagePaths.join(folder, "images/" + path));
    places.add("../images/" + subset + "/" + path);
    places.addAll(ImagePaths.of(folder, path));
    return places;
  }
}
