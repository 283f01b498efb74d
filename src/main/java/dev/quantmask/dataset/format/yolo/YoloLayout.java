package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Knows which file is the label of which image: {@code a/images/b.jpg} has {@code a/labels/b.txt},
 * and an image that is not below {@code images} has its label beside it.
 */
final class YoloLayout {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp", "bmp");

  private final Set<String> imageStems;
  private final boolean labelsOnly;

  private YoloLayout(Set<String> imageStems, boolean labelsOnly) {
    this.imageStems = imageStems;
    this.labelsOnly = labelsOnly;
  }

  static YoloLayout of(List<String> names) {
    Set<String> stems =
        names.stream()
            .filter(YoloLayout::isImage)
            .map(YoloLayout::stem)
            .collect(Collectors.toCollection(HashSet::new));
    boolean hasFolder = names.stream().anyMatch(name -> isBelow(name, LABELS));
    return new YoloLayout(stems, stems.isEmpty() && !hasFolder);
  }

  static boolean isImage(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  static boolean isYaml(String name) {
    Predicate<String> yaml = InputFiles.withSuffix(".yaml").or(InputFiles.withSuffix(".yml"));
    return yaml.test(name);
  }

  /** Returns whether a file has the names of the classes, a line each. */
  static boolean isClassList(String name) {
    String bare = name.substring(name.lastIndexOf('/') + 1);
    return bare.equals("classes.txt") || bare.endsWith(".names");
  }

  /** A text is a label below {@code labels}, beside its image, or where there is nothing else. */
  boolean isLabel(String name) {
    if (!InputFiles.withSuffix(".txt").test(name) || isClassList(name)) {
      return false;
    }
    return labelsOnly || isBelow(name, LABELS) || imageStems.contains(stem(name));
  }

  /** Returns the label that an image has. */
  static String label(String image) {
    return exchanged(stem(image), IMAGES, LABELS) + ".txt";
  }

  /** Returns the image that a label is of, without an ending. */
  static String imageStem(String label) {
    return exchanged(stem(label), LABELS, IMAGES);
  }

  /** Returns where the image of a label may lie. */
  static List<String> images(String label) {
    return ImagePaths.namedAs(imageStem(label) + ".txt");
  }

  /** Returns the part that a file belongs to: {@code train} in {@code labels/train/a.txt}. */
  static String part(String name) {
    List<String> folders = List.of(ImagePaths.folder(name).split("/"));
    int at = Math.max(folders.lastIndexOf(LABELS), folders.lastIndexOf(IMAGES));
    if (at >= 0 && at + 1 < folders.size()) {
      return folders.get(at + 1);
    }
    return at > 0 ? folders.get(at - 1) : "";
  }

  private static boolean isBelow(String name, String folder) {
    return ("/" + name).lastIndexOf("/" + folder + "/") >= 0;
  }

  /** The last folder of the one name gets the other. */
  private static String exchanged(String path, String folder, String by) {
    int at = ("/" + path).lastIndexOf("/" + folder + "/");
    return at < 0 ? path : path.substring(0, at) + by + path.substring(at + folder.length());
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
  }
}
