package dev.quantmask.dataset.format.mot;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The names of the classes, of which the first has number 1.
 *
 * @param source of the names, for messages
 * @param stated whether they are a list of this data set
 */
record MotClasses(String source, List<String> names, boolean stated) {
  /** As <a href="https://github.com/JonathonLuiten/TrackEval">trackeval</a> names them. */
  private static final MotClasses OF_CHALLENGE =
      new MotClasses(
          "MOTChallenge",
          List.of(
              "pedestrian",
              "person_on_vehicle",
              "car",
              "bicycle",
              "motorbike",
              "non_mot_vehicle",
              "static_person",
              "distractor",
              "occluder",
              "occluder_on_grnd",
              "occluder_full",
              "reflection",
              "crowd"),
          false);

  /**
   * Takes the first list of names that is there.
   *
   * @param files that may have them, a line each
   * @param given what somebody said
   */
  static MotClasses of(List<Path> files, List<String> given) throws IOException {
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        List<String> names =
            ExistingFile.lines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return new MotClasses(file.getFileName().toString(), names, true);
      }
    }
    return given.isEmpty() ? OF_CHALLENGE : new MotClasses("--classes", given, true);
  }

  /** Returns the name of a class; null where a row has none. */
  String name(int number) throws InvalidAnnotationException {
    if (number == MotRow.NO_CLASS) {
      return null;
    }
    if (number < 1 || number > names.size()) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format(
              "expected the number of one of the %d classes of %s, the first of which is 1, found"
                  + " %d",
              names.size(), source, number));
    }
    return names.get(number - 1);
  }
}
