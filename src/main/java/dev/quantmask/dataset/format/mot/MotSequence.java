package dev.quantmask.dataset.format.mot;

import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.XmlElement;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a video beside its ground truth.
 *
 * @param folder of the video below the input; empty for the input itself
 * @param images the folder of its frames, within that folder
 * @param extension of its frames, with the dot
 * @param frames how many it has; 0 when not said
 * @param width of a frame, as {@code height}; 0 when not said
 */
record MotSequence(
    String folder, String images, String extension, int frames, int width, int height) {
  private static final String TRUTH = "gt";

  /**
   * Reads {@code seqinfo.ini}, if it is there.
   *
   * @param name of the ground truth below the input
   * @throws InvalidAnnotationException if it has something else than a number
   */
  static MotSequence of(String name, Path truth) throws IOException, InvalidAnnotationException {
    Path folder = truth.toAbsolutePath().getParent();
    boolean isBelow = folder.endsWith(TRUTH) && folder.getParent() != null;
    Path file = (isBelow ? folder.getParent() : folder).resolve("seqinfo.ini");
    Map<String, String> information =
        Files.isRegularFile(file) ? settings(ExistingFile.lines(file)) : Map.of();
    String own = ImagePaths.folder(name);
    boolean isNamed = own.equals(TRUTH) || own.endsWith("/" + TRUTH);
    return new MotSequence(
        isNamed ? ImagePaths.folder(own) : own,
        information.getOrDefault("imDir", "img1"),
        information.getOrDefault("imExt", ".jpg"),
        number(information, "seqLength", MotRow.LAST_FRAME),
        number(information, "imWidth", Integer.MAX_VALUE),
        number(information, "imHeight", Integer.MAX_VALUE));
  }

  private static Map<String, String> settings(List<String> lines) {
    Map<String, String> settings = new HashMap<>();
    for (String line : lines) {
      int sign = line.indexOf('=');
      if (sign > 0) {
        settings.put(line.substring(0, sign).strip(), line.substring(sign + 1).strip());
      }
    }
    return settings;
  }

  private static int number(Map<String, String> information, String key, int most)
      throws InvalidAnnotationException {
    String text = information.getOrDefault(key, "0");
    double number = XmlElement.number("seqinfo.ini: " + key, text);
    if (number != (int) number || number < 0 || number > most) {
      throw InvalidAnnotationException.malformed(
          "seqinfo.ini: " + key, "a whole number up to " + most, text);
    }
    return (int) number;
  }

  /** Returns where a frame may lie: in the folder of the video, or in one of frames only. */
  List<String> places(int frame) {
    String name = Text.format("%06d", frame);
    Set<String> places = new LinkedHashSet<>();
    for (String place : List.of(ImagePaths.join(folder, images), images, "")) {
      String stem = ImagePaths.join(place, name);
      places.add(stem + extension);
      places.addAll(ImagePaths.namedAs(stem + ".txt"));
    }
    return new ArrayList<>(places);
  }
}
