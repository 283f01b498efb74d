package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader.ImageHandler;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads images with their regions, as VIA 1 and 2 write them. */
final class Via2Images {
  private static final String IMAGES = "_via_img_metadata";

  private final ViaLabel label;
  private final ImageHandler handler;
  private final Findings findings;

  Via2Images(ViaLabel label, ImageHandler handler, Findings findings) {
    this.label = label;
    this.handler = handler;
    this.findings = findings;
  }

  /** Reads annotations as exported, where each field is an image, or a whole project. */
  void read(String file, JsonFile json) throws IOException {
    json.eachField(
        field -> {
          if (field.equals(IMAGES)) {
            json.eachField(key -> image(file, key, json.value()));
          } else if (!field.startsWith("_via_")) {
            image(file, field, json.value());
          }
        });
    json.requireEnd();
  }

  /**
   * Reads an image.
   *
   * @param key of the image in the file, for messages
   */
  void image(String file, String key, JsonNode json) throws IOException {
    String image;
    JsonNode regions;
    try {
      image = Fields.text(json, "filename");
      regions = regions(json);
    } catch (InvalidAnnotationException e) {
      String source = file + ", " + key;
      findings.malformedRecord(source, e.getMessage());
      return;
    }
    String source = file + ", " + image;
    List<LabelledShape> shapes =
        new ShapeList(source, "regions", findings).read(regions, this::region);
    List<String> places = ImagePaths.of(ImagePaths.folder(file), image);
    handler.accept(new AnnotatedImage(source, places, 0, 0, shapes));
  }

  /** An array in version 2, an object with the fields 0, 1, ... in version 1. */
  private static JsonNode regions(JsonNode json) throws InvalidAnnotationException {
    JsonNode regions = json.path("regions");
    if (!regions.isArray() && !regions.isObject()) {
      throw InvalidAnnotationException.malformed(
          "regions", "an array or an object, as of VIA 1 and 2", Fields.excerpt(regions));
    }
    return regions;
  }

  private List<LabelledShape> region(String place, JsonNode region)
      throws InvalidAnnotationException {
    String own = own(region.path("region_attributes"));
    return List.of(
        new LabelledShape(
            place, own, null, ViaShapes.shape(Fields.object(region, "shape_attributes"))));
  }

  private String own(JsonNode attributes) throws InvalidAnnotationException {
    if (label.attribute().isPresent()) {
      return value(attributes.path(label.attribute().get()));
    }
    ViaLabel.requireOne(attributes.properties().stream().map(Map.Entry::getKey).toList());
    return attributes.isEmpty() ? null : value(attributes.elements().next());
  }

  /** A text, or of a group of checkboxes the one that is checked; null for none. */
  private static String value(JsonNode value) throws InvalidAnnotationException {
    if (!value.isObject()) {
      return Fields.isAbsent(value) ? null : value.asText();
    }
    return ViaLabel.only(
        value.properties().stream()
            .filter(entry -> entry.getValue().asBoolean())
            .map(Map.Entry::getKey)
            .toList());
  }
}
