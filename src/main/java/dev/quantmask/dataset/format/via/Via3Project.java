package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotationReader.ImageHandler;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.JsonFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The project file of VIA 3: {@code metadata} has the regions, each of a {@code view}, which shows
 * a {@code file}.
 */
final class Via3Project {
  private static final List<String> SECTIONS = List.of("file", "metadata", "view");
  private static final Map<Integer, String> OTHER_TYPES = Map.of(4, "a video", 8, "a sound");
  private static final int INLINE = 4; // the file's address is its contents

  private final String name;
  private final ViaLabel label;
  private final Findings findings;
  private final Map<String, ObjectNode> files = new HashMap<>();
  private final Map<String, JsonNode> views = new LinkedHashMap<>();
  private JsonNode attributes = MissingNode.getInstance();
  private JsonNode config = MissingNode.getInstance();

  Via3Project(String name, ViaLabel label, Findings findings) {
    this.name = name;
    this.label = label;
    this.findings = findings;
  }

  /** Returns whether a file has the sections that only projects of version 3 have. */
  static boolean isOne(Path path) throws IOException {
    Set<String> sections = new HashSet<>();
    try (JsonFile json = JsonFile.open(path)) {
      json.eachField(sections::add);
    }
    return sections.containsAll(SECTIONS);
  }

  void read(Path path, ImageHandler handler) throws IOException {
    try (RegionStore regions = new RegionStore()) {
      try (JsonFile json = JsonFile.open(path)) {
        json.eachField(section -> section(section, json, regions));
        json.requireEnd();
      }
      Via3Images images =
          new Via3Images(name, new Via3Labels(label, attributes), handler, findings);
      for (String view : views.keySet()) {
        view(view, images, regions);
      }
      for (String view : regions.images()) {
        if (!views.containsKey(view)) {
          String source = Text.format("%s, view %s", name, view);
          findings.malformedRecord(source, "vid: expected a view of the file, found none");
        }
      }
    }
  }

  private void section(String section, JsonFile json, RegionStore regions) throws IOException {
    switch (section) {
      case "attribute" -> attributes = json.value();
      case "config" -> config = json.value();
      case "file" -> json.eachField(id -> addFile(id, json.value()));
      case "view" -> json.eachField(id -> views.put(id, json.value()));
      case "metadata" ->
          json.eachField(
              id -> {
                JsonNode region = json.value();
                regions.add(region.path("vid").asText(), region);
              });
      default -> {} // the name of the project, and who shares it
    }
  }

  private void addFile(String id, JsonNode json) {
    if (json instanceof ObjectNode file) {
      if (file.path("loc").asInt() == INLINE) {
        file.remove("src");
      }
      files.put(id, file);
    }
  }

  private void view(String view, Via3Images images, RegionStore regions) throws IOException {
    try {
      JsonNode ids = Fields.array(views.get(view), "fid_list");
      if (ids.size() != 1) {
        throw InvalidAnnotationException.malformed("fid_list", "one file", ids.size());
      }
      ObjectNode file = files.get(ids.get(0).asText());
      if (file == null) {
        throw InvalidAnnotationException.malformed("fid_list", "a file of the project", ids);
      }
      String other = OTHER_TYPES.get(file.path("type").asInt());
      if (other != null) {
        throw InvalidAnnotationException.malformed("type", "an image", other);
      }
      images.image(names(file), regions.regions(view));
    } catch (InvalidAnnotationException e) {
      String source = Text.format("%s, view %s", name, view);
      findings.malformedRecord(source, e.getMessage());
    }
  }

  /** Names of the image, the best first: with the prefix of its kind of place, by name, address. */
  private List<String> names(ObjectNode file) throws InvalidAnnotationException {
    String own = Fields.text(file, "fname");
    String address = file.path("src").asText();
    String prefix = config.path("file").path("loc_prefix").path(file.path("loc").asText()).asText();
    Set<String> names = new LinkedHashSet<>(List.of(own, prefix + own));
    if (!address.isBlank()) {
      names.add(address);
    }
    return List.copyOf(names);
  }
}
