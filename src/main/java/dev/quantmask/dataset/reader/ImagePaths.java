package dev.quantmask.dataset.reader;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of images as tools write them, to places where they may lie. */
public final class ImagePaths {
  private static final List<String> EXTENSIONS =
      List.of("jpg", "jpeg", "png", "webp", "bmp", "JPG", "JPEG", "PNG");

  private static final Pattern SERVER = Pattern.compile("^[a-z0-9+.-]+://[^/]*/");

  private ImagePaths() {}

  /**
   * Returns the paths as written, from the folder and from the root; then the bare name, for data
   * sets that were moved.
   *
   * @param folder of the annotation file below the input, empty for the input itself
   * @param written may have backslashes
   */
  public static List<String> of(String folder, String written) {
    String path = written.replace('\\', '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    Set<String> places = new LinkedHashSet<>();
    for (String candidate : List.of(path, name)) {
      places.add(join(folder, candidate));
      places.add(candidate);
    }
    return new ArrayList<>(places);
  }

  /** {@code a/b.json}: {@code a/b.jpg} and so on. */
  public static List<String> namedAs(String file) {
    String stem = file.substring(0, Math.max(file.lastIndexOf('.'), file.lastIndexOf('/') + 1));
    return EXTENSIONS.stream().map(extension -> stem + "." + extension).toList();
  }

  /** {@code http://host/a/b%20c.jpg?d=e}: {@code a/b c.jpg}. */
  public static String ofAddress(String address) {
    String path = SERVER.matcher(address).replaceFirst("");
    int query = path.indexOf('?');
    return decoded(query < 0 ? path : path.substring(0, query));
  }

  /** With {@code %20} as a blank; a plus stays, for it is a character of names. */
  public static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // a percent sign that is one
    }
  }

  public static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** {@code a/b.json}: {@code a}; {@code b.json}: empty. */
  public static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }
}
