package dev.quantmask.dataset.format.supervisely;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that the {@code meta.json} of a project lists.
 *
 * @param shapes what objects of a class are drawn as, by its title, in the order of the file
 */
record SuperviselyMeta(Map<String, String> shapes) {
  static final String NAME = "meta.json";
  static final SuperviselyMeta NONE = new SuperviselyMeta(Map.of());

  static SuperviselyMeta read(Path file) throws IOException, InvalidAnnotationException {
    Map<String, String> shapes = new LinkedHashMap<>();
    InvalidAnnotationException[] defect = {null};
    try (JsonFile json = JsonFile.open(file)) {
      json.eachField(
          field -> {
            if (field.equals("classes")) {
              json.eachElement(
                  index -> {
                    try {
                      JsonNode one = json.value();
                      shapes.put(Fields.text(one, "title"), one.path("shape").asText());
                    } catch (InvalidAnnotationException e) {
                      defect[0] = e;
                    }
                  });
            }
          });
    }
    if (defect[0] != null) {
      throw defect[0];
    }
    return new SuperviselyMeta(shapes);
  }

  /** Titles of the classes that can have objects with an area. */
  List<String> classes() {
    return shapes.entrySet().stream()
        .filter(one -> !SuperviselyShapes.WITHOUT_AREA.contains(one.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
