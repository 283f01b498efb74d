package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.image.LabelImage;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the classes by their numbers and their colours; one of them is the background. */
final class VocClasses {
  /** Files that list them: CVAT's, and those of labelme's script. */
  static final List<String> LISTS = List.of("labelmap.txt", "class_names.txt");

  private static final Pattern LABEL_MAP =
      Pattern.compile("(?<name>.*):(?<colour>\\d+,\\d+,\\d+)?:[^:]*:[^:]*");
  private static final List<String> BACKGROUND = List.of("background", "_background_");
  private static final List<String> VOC2012 =
      List.of(
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");

  private final List<String> names = new ArrayList<>();
  private final Map<Integer, String> byColour = new HashMap<>();

  private VocClasses() {}

  /**
   * Reads the list of a data set.
   *
   * @param given what is taken where there is none; if nothing, it is that of VOC 2012
   */
  static VocClasses of(InputFiles files, List<String> given) throws IOException {
    for (String name : files.names()) {
      if (name.endsWith(LISTS.get(0))) {
        return labelMap(name, ExistingFile.lines(files.path(name)));
      }
      if (name.endsWith(LISTS.get(1))) {
        return numbered(ExistingFile.lines(files.path(name)));
      }
    }
    return numbered(given.isEmpty() ? VOC2012 : given);
  }

  private static VocClasses labelMap(String file, List<String> lines) throws IOException {
    VocClasses classes = new VocClasses();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher label = LABEL_MAP.matcher(line);
      if (!label.matches()) {
        throw new IOException(
            Text.format(
                "%s: line %d: expected name:red,green,blue:parts:actions, found '%s'",
                file, i + 1, line));
      }
      Optional<String> colour = Optional.ofNullable(label.group("colour"));
      int own = VocColours.of(classes.names.size());
      classes.add(label.group("name"), colour.isPresent() ? rgb(colour.get()) : own);
    }
    return classes;
  }

  private static int rgb(String colour) {
    int rgb = 0;
    for (String channel : colour.split(",")) {
      rgb = rgb << 8 | Integer.parseInt(channel) & 0xff;
    }
    return rgb;
  }

  private static VocClasses numbered(List<String> lines) {
    VocClasses classes = new VocClasses();
    List<String> names =
        lines.stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !name.equals("__ignore__"))
            .toList();
    if (!names.isEmpty() && !BACKGROUND.contains(names.get(0))) {
      classes.add(BACKGROUND.get(0), 0);
    }
    names.forEach(name -> classes.add(name, VocColours.of(classes.names.size())));
    return classes;
  }

  private void add(String name, int colour) {
    names.add(name);
    byColour.putIfAbsent(colour, name);
  }

  /** Returns whether a number is no object: 0, and 255 around objects that nobody can tell. */
  static boolean isVoid(LabelImage image, int number) {
    boolean isLast = image.value(number) == 255;
    return number == 0 || isLast || image.colour(number) == VocColours.VOID;
  }

  /**
   * Returns the class of a number of a mask; empty for the background. A colour that no class has
   * is an index of a palette of another tool.
   */
  Optional<String> name(LabelImage image, int number) throws InvalidAnnotationException {
    if (isVoid(image, number)) {
      return Optional.empty();
    }
    String name = image.isGrey() ? null : byColour.get(image.colour(number));
    int value = image.value(number);
    if (name == null && value >= 0 && value < names.size()) {
      name = names.get(value);
    }
    if (name == null) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format(
              "expected one of the %d classes, found %s",
              names.size(),
              value >= 0 ? "number " + value : Text.format("#%06x", image.colour(number))));
    }
    return BACKGROUND.contains(name) ? Optional.empty() : Optional.of(name);
  }

  List<String> objects() {
    return names.stream().filter(name -> !BACKGROUND.contains(name)).toList();
  }
}
