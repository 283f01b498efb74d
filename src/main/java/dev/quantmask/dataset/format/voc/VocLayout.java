package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Files of the folders of VOC, by the name of the image without its ending. */
final class VocLayout {
  static final String IMAGES = "JPEGImages";
  static final String OBJECTS = "SegmentationObject";
  static final String CLASSES = "SegmentationClass";
  static final String BOXES = "Annotations";
  static final String LISTS = "ImageSets";
  private static final List<String> FOLDERS = List.of(IMAGES, OBJECTS, CLASSES, BOXES, LISTS);

  private final String prefix; // of the data set within the input, with / unless it is empty
  private final Map<String, Map<String, String>> files = new HashMap<>(); // folder, stem: name

  VocLayout(InputFiles input) throws IOException {
    Set<String> prefixes = new TreeSet<>();
    for (String name : input.names()) {
      for (String folder : FOLDERS) {
        if (isIn(name, folder)) {
          prefixes.add(name.substring(0, ("/" + name).indexOf("/" + folder + "/")));
        }
      }
    }
    if (prefixes.size() != 1) {
      throw new IOException(
          Text.format(
              "%s: expected %s with folders such as SegmentationObject, found %s",
              input.given(),
              prefixes.isEmpty() ? "a data set" : "one data set",
              prefixes.isEmpty() ? "none" : String.join(", ", prefixes) + ": give --in one"));
    }
    this.prefix = prefixes.iterator().next();
    input.names().forEach(this::add);
  }

  private void add(String name) {
    for (String folder : FOLDERS) {
      String start = prefix + folder + "/";
      if (name.startsWith(start)) {
        String file = name.substring(start.length());
        int dot = file.lastIndexOf('.');
        String stem = dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
        files.computeIfAbsent(folder, absent -> new HashMap<>()).putIfAbsent(stem, name);
      }
    }
  }

  static boolean isIn(String name, String folder) {
    return ("/" + name).contains("/" + folder + "/");
  }

  /** Returns the name of a file beside the folders. */
  String beside(String name) {
    return prefix + name;
  }

  Optional<String> file(String folder, String stem) {
    return Optional.ofNullable(files.getOrDefault(folder, Map.of()).get(stem));
  }

  Collection<String> stems(String folder) {
    return files.getOrDefault(folder, Map.of()).keySet();
  }
}
