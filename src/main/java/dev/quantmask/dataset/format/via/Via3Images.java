package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader.ImageHandler;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.ShapeList;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hands over images with their regions, as VIA 3 writes them in projects and in CSV. */
final class Via3Images {
  private final String file;
  private final Via3Labels labels;
  private final ImageHandler handler;
  private final Findings findings;

  Via3Images(String file, Via3Labels labels, ImageHandler handler, Findings findings) {
    this.file = file;
    this.labels = labels;
    this.handler = handler;
    this.findings = findings;
  }

  /**
   * Hands over an image.
   *
   * @param names of the image, the best first
   * @param regions with {@code z}, {@code xy} and {@code av}; those without {@code xy} are about
   *     the whole image
   */
  void image(List<String> names, Iterable<JsonNode> regions) throws IOException {
    String source = file + ", " + names.get(0);
    for (JsonNode region : regions) {
      if (!region.path("z").isEmpty()) {
        findings.malformedRecord(
            source,
            "z: expected none, as of images, found "
                + Fields.excerpt(region.get("z"))
                + ", of a video");
        return;
      }
    }
    List<LabelledShape> shapes =
        new ShapeList(source, "metadata", findings).read(regions, this::region);
    Set<String> places = new LinkedHashSet<>();
    for (String name : names) {
      String path = name.contains("://") ? ImagePaths.ofAddress(name) : name;
      places.addAll(ImagePaths.of(ImagePaths.folder(file), path));
    }
    handler.accept(new AnnotatedImage(source, List.copyOf(places), 0, 0, shapes));
  }

  private List<LabelledShape> region(String place, JsonNode region)
      throws InvalidAnnotationException {
    JsonNode numbers = region.path("xy");
    if (numbers.isArray() && numbers.isEmpty()) {
      return List.of();
    }
    return List.of(
        new LabelledShape(place, labels.of(region.path("av")), null, Via3Shapes.shape(numbers)));
  }
}
