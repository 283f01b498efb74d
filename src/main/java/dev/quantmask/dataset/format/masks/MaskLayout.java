package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows which masks are of which image, by their names: {@code images/a.jpg} and {@code
 * masks/a.png}, {@code train/a.png} and {@code train_labels/a_L.png}, {@code a.jpg} and {@code
 * a_mask.png}; or all of {@code a/masks} of {@code a/images/a.png}.
 */
final class MaskLayout {
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp", "bmp");
  private static final Set<String> SPLITS =
      Set.of("train", "val", "valid", "validation", "test", "trainval");
  private static final Pattern MASK_FOLDER =
      Pattern.compile("(?<base>.*?)[_-]?(masks?|labels?|annotations|annot)");
  private static final Pattern MASK_STEM = Pattern.compile("(?<base>.+)[_-](mask|label|L)");

  private final SortedMap<String, List<String>> masks = new TreeMap<>(); // by the image
  private final Map<String, List<String>> missing = new HashMap<>(); // where an image may be
  private final Set<String> objectFolders = new HashSet<>(); // images with a mask an object

  private MaskLayout() {}

  static MaskLayout of(Collection<String> names) {
    MaskLayout layout = new MaskLayout();
    Map<String, String> images = new HashMap<>(); // by stem
    for (String name : names) {
      if (isImage(name) && !isMask(name)) {
        images.put(stem(name), name);
      }
    }
    Set<String> folders = new HashSet<>(); // of images with masks
    for (String name : names) {
      if (isMask(name)) {
        folders.add(ImagePaths.folder(layout.add(name, images)));
      }
    }
    for (String image : images.values()) {
      String objects = objectImage(ImagePaths.folder(ImagePaths.folder(image)) + "/masks/");
      if (folders.contains(ImagePaths.folder(image)) || objects.equals(stem(image))) {
        layout.masks.putIfAbsent(image, List.of());
      }
    }
    return layout;
  }

  /** Adds a mask to its image, which is returned. */
  private String add(String mask, Map<String, String> images) {
    String objects = objectImage(mask);
    if (images.containsKey(objects)) {
      String image = images.get(objects);
      objectFolders.add(image);
      masks.computeIfAbsent(image, absent -> new ArrayList<>()).add(mask);
      return image;
    }
    List<String> candidates = candidates(mask);
    Optional<String> found =
        candidates.stream().filter(images::containsKey).map(images::get).findFirst();
    String image = found.orElse(candidates.get(0) + ".jpg");
    if (found.isEmpty()) {
      List<String> places = new ArrayList<>();
      for (String candidate : candidates) {
        places.addAll(ImagePaths.namedAs(candidate + ".jpg"));
        places.addAll(ImagePaths.namedAs(bare(candidate) + ".jpg"));
      }
      missing.put(image, places);
    }
    masks.computeIfAbsent(image, absent -> new ArrayList<>()).add(mask);
    return image;
  }

  /** Returns the stem of the image of {@code a/masks/7.png}: {@code a/images/a}. */
  private static String objectImage(String mask) {
    String folder = ImagePaths.folder(mask);
    String own = ImagePaths.folder(folder);
    return bare(folder).equals("masks") ? own + "/images/" + bare(own) : "";
  }

  /** Returns stems that the image of a mask may have, the likeliest first. */
  private static List<String> candidates(String mask) {
    List<String> folders = new ArrayList<>(List.of(ImagePaths.folder(mask).split("/")));
    for (int i = folders.size() - 1; i >= 0; i--) {
      Matcher folder = MASK_FOLDER.matcher(folders.get(i));
      if (folder.matches()) {
        folders.set(i, folder.group("base").isEmpty() ? "images" : folder.group("base"));
        break;
      }
    }
    String stem = bare(stem(mask));
    Matcher suffixed = MASK_STEM.matcher(stem);
    List<String> stems = suffixed.matches() ? List.of(suffixed.group("base"), stem) : List.of(stem);
    return stems.stream().map(one -> ImagePaths.join(String.join("/", folders), one)).toList();
  }

  private static boolean isMask(String name) {
    if (!InputFiles.withSuffix(".png").test(name)) {
      return false;
    }
    for (String folder : ImagePaths.folder(name).split("/")) {
      if (MASK_FOLDER.matcher(folder).matches()) {
        return true;
      }
    }
    return MASK_STEM.matcher(bare(stem(name))).matches();
  }

  private static boolean isImage(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns the split that a folder of the path names; empty where none does. */
  static String part(String name) {
    for (String folder : ImagePaths.folder(name).split("/")) {
      Matcher masks = MASK_FOLDER.matcher(folder);
      String plain = masks.matches() ? masks.group("base") : folder;
      if (SPLITS.contains(plain.toLowerCase(Locale.ROOT))) {
        return plain;
      }
    }
    return "";
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
  }

  private static String bare(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean isEmpty() {
    return masks.values().stream().allMatch(List::isEmpty);
  }

  boolean hasObjectFolders() {
    return !objectFolders.isEmpty();
  }

  /** Returns the masks of each image; none for an image among others that have some. */
  SortedMap<String, List<String>> masks() {
    return masks;
  }

  /** Returns where an image lies, or may lie. */
  List<String> places(String image) {
    return missing.getOrDefault(image, List.of(image));
  }

  /** Returns whether each mask of an image is an object. */
  boolean isByObject(String image) {
    return objectFolders.contains(image);
  }
}
