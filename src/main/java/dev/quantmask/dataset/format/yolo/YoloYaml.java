package dev.quantmask.dataset.format.yolo;

import dev.quantmask.io.PlainYaml;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code data.yaml} says of a data set; an error names the file and the key. */
final class YoloYaml {
  private final Path file;
  private final Map<?, ?> values;

  private YoloYaml(Path file, Map<?, ?> values) {
    this.file = file;
    this.values = values;
  }

  static YoloYaml read(Path file) throws IOException {
    YoloYaml yaml = new YoloYaml(file, PlainYaml.read(file));
    if (yaml.values.get("kpt_shape") != null) {
      throw yaml.wrong("kpt_shape", "labels of objects with masks", "those of poses");
    }
    return yaml;
  }

  /** Returns the names of the classes by their numbers, from a list or from a map. */
  Map<Integer, String> names() throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    Object value = values.get("names");
    if (value instanceof Collection<?> list) {
      list.forEach(name -> names.put(names.size(), String.valueOf(name)));
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> name : map.entrySet()) {
        names.put(number(name.getKey()), String.valueOf(name.getValue()));
      }
    } else {
      throw wrong("names", "the names of the classes, as a list or by number", value);
    }
    Object count = values.get("nc");
    if (count instanceof Integer number && number != names.size()) {
      throw wrong("nc", names.size() + ", as many as there are names", count);
    }
    return names;
  }

  private int number(Object key) throws IOException {
    if (String.valueOf(key).matches("\\d{1,9}")) {
      return Integer.parseInt(String.valueOf(key));
    }
    throw wrong("names", "numbers of classes from 0 on", key);
  }

  /** Returns the folder that the images of all splits are relative to, if it is said. */
  Optional<String> path() throws IOException {
    Object path = values.get("path");
    if (path == null || path instanceof String) {
      return Optional.ofNullable((String) path);
    }
    throw wrong("path", "a folder", path);
  }

  /** Returns the folders or lists of images of a split; none where it has none. */
  List<String> split(String key) throws IOException {
    Object value = values.get(key);
    List<String> places = new ArrayList<>();
    if (value == null || value.equals("")) {
      return places;
    }
    for (Object place : value instanceof Collection<?> list ? list : List.of(value)) {
      if (!(place instanceof String text)) {
        throw wrong(key, "a folder, a list of folders, or a .txt of images", place);
      }
      places.add(text);
    }
    return places;
  }

  IOException wrong(String key, String expected, Object found) {
    return new IOException(
        Text.format(
            "%s: %s: expected %s, found %s",
            file, key, expected, found == null ? "nothing" : found));
  }
}
