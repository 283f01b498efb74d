package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names of the classes by their numbers.
 *
 * @param source the file that they are from, for messages
 */
record YoloClasses(String source, Map<Integer, String> names) {
  /**
   * Reads {@code data.yaml}, else {@code classes.txt} or {@code obj.names}.
   *
   * @param given what is taken where there is no such file
   */
  static YoloClasses of(InputFiles files, List<String> given) throws IOException {
    Optional<String> yaml = files.names().stream().filter(YoloLayout::isYaml).findFirst();
    Optional<String> list = files.names().stream().filter(YoloLayout::isClassList).findFirst();
    YoloClasses classes;
    if (yaml.isPresent()) {
      classes = new YoloClasses(yaml.get(), YoloYaml.read(files.path(yaml.get())).names());
    } else if (list.isPresent()) {
      classes = new YoloClasses(list.get(), numbered(lines(files, list.get())));
    } else {
      classes = new YoloClasses("--classes", numbered(given));
    }
    classes.check(files);
    return classes;
  }

  private static List<String> lines(InputFiles files, String name) throws IOException {
    return ExistingFile.lines(files.path(name)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Map<Integer, String> numbered(List<String> names) {
    Map<Integer, String> numbered = new TreeMap<>();
    names.forEach(name -> numbered.put(numbered.size(), name));
    return numbered;
  }

  private void check(InputFiles files) throws IOException {
    if (names.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s: expected the names of the classes in data.yaml, classes.txt or obj.names, found"
                  + " none: give --classes",
              files.given()));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names.values()) {
      if (!seen.add(name)) {
        throw new IOException(
            Text.format("%s: expected each name once, found '%s' again", source, name));
      }
    }
  }

  /** Returns the name of a class; Python's tools may write its number as {@code 1.0}. */
  String name(String number) throws InvalidAnnotationException {
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw InvalidAnnotationException.malformed("class", "a number", "'" + number + "'");
    }
    String name = value == (int) value ? names.get((int) value) : null;
    if (name == null) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format(
              "expected the number of one of the %d classes of %s, the first of which is 0, found"
                  + " %s",
              names.size(), source, number));
    }
    return name;
  }

  List<String> inOrder() {
    return List.copyOf(names.values());
  }
}
