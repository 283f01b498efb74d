package dev.quantmask.dataset.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.Fields;
import dev.quantmask.dataset.reader.ImagePaths;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds where the image of a task may lie: Label Studio names it by an address of its own. */
final class LabelStudioImages {
  private static final String USUAL_FIELD = "image";
  private static final String LOCAL_FILE = "?d="; // /data/local-files/?d=folder/name.jpg
  private static final Pattern SERVER = Pattern.compile("^[a-z0-9+.-]+://[^/]*/");
  private static final Pattern UPLOAD_PREFIX = Pattern.compile("^[0-9a-f]{8}-");
  private static final Pattern IMAGE = Pattern.compile(".*\\.(jpe?g|png|webp|bmp)(\\?.*)?$");

  private LabelStudioImages() {}

  /** Candidates for the image of a task, below the folder of images: decoded, and as written. */
  static List<String> of(JsonNode data) throws InvalidAnnotationException {
    Set<String> candidates = new LinkedHashSet<>();
    String written = path(address(data));
    for (String path : List.of(ImagePaths.decoded(written), written)) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      candidates.add(path);
      candidates.add(name);
      // What was uploaded has eight digits before its name.
      candidates.add(UPLOAD_PREFIX.matcher(name).replaceFirst(""));
    }
    return List.copyOf(candidates);
  }

  /** Returns the address in the usual field, or in the only one that holds an image. */
  private static String address(JsonNode data) throws InvalidAnnotationException {
    if (data.path(USUAL_FIELD).isTextual()) {
      return data.path(USUAL_FIELD).textValue();
    }
    List<String> addresses =
        data.properties().stream()
            .map(Map.Entry::getValue)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .filter(text -> IMAGE.matcher(text.toLowerCase(Locale.ROOT)).matches())
            .toList();
    if (addresses.size() != 1) {
      throw InvalidAnnotationException.malformed(
          "data", "the address of one image, or a field image", Fields.excerpt(data));
    }
    return addresses.get(0);
  }

  private static String path(String address) {
    int local = address.indexOf(LOCAL_FILE);
    if (local >= 0) {
      String file = address.substring(local + LOCAL_FILE.length());
      return withoutSlash(file);
    }
    String path = SERVER.matcher(address).replaceFirst("");
    int query = path.indexOf('?');
    return withoutSlash(query < 0 ? path : path.substring(0, query));
  }

  private static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
