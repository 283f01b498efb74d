package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where images lie in an export: in {@code images}, and there in the subset of a project. */
final class CvatImages {
  private static final List<String> EXTENSIONS = List.of("PNG", "png", "jpg", "jpeg", "JPG");
  private static final Pattern FRAME = Pattern.compile("(?:.*/)?frame_(\\d{6,9})");

  private CvatImages() {}

  /**
   * Returns the places of a named image; frames of a video have no extension in their names.
   *
   * @param subset null for none
   */
  static List<String> of(String name, String subset) {
    List<String> names = new ArrayList<>(List.of(name));
    if (name.lastIndexOf('.') <= name.lastIndexOf('/')) {
      EXTENSIONS.forEach(extension -> names.add(name + "." + extension));
    }
    List<String> folders = subset == null ? List.of() : List.of(subset, "images/" + subset);
    List<String> candidates = new ArrayList<>(places(folders, names));
    candidates.addAll(places(List.of("", "images"), names));
    return candidates;
  }

  /** Returns the number of the frame that an image of a task with a video is. */
  static int frame(String name) {
    Matcher matcher = FRAME.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : AnnotatedImage.NO_FRAME;
  }

  /**
   * Returns the places of a frame of a track.
   *
   * @param namesakes tasks before, of the same subset, with a frame of that number
   * @param alone whether the file is about one task only, so that no other's frame can be meant
   */
  static List<String> of(int frame, String subset, int namesakes, boolean alone) {
    String name = Text.format("frame_%06d", frame) + (namesakes == 0 ? "" : "_" + namesakes);
    List<String> names = EXTENSIONS.stream().map(extension -> name + "." + extension).toList();
    List<String> candidates = new ArrayList<>();
    if (subset != null) {
      candidates.addAll(places(List.of(subset, "images/" + subset), names));
    }
    if (subset == null || alone) {
      candidates.addAll(places(List.of("", "images"), names));
    }
    return candidates;
  }

  private static List<String> places(List<String> folders, List<String> names) {
    return folders.stream()
        .flatMap(folder -> names.stream().map(name -> ImagePaths.join(folder, name)))
        .toList();
  }
}
