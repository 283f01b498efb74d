package dev.quantmask.evaluation;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether classes are the same, by name and in the same order: those of models, of data sets in the
 * order of their categories' ids, of a training that is resumed.
 */
public final class ClassCheck {
  private static final Pattern NUMBERED = Pattern.compile("class_\\d+");
  private static final int MOST_NAMED = 5;

  private ClassCheck() {}

  /**
   * Compares classes.
   *
   * @param subject what has the first ones, for messages
   * @param reference what has the ones that are expected, for messages
   * @throws IOException saying which differ
   */
  public static void require(
      String subject, List<String> classes, String reference, List<String> expected)
      throws IOException {
    if (classes.size() != expected.size()) {
      throw new IOException(
          Text.format(
              "%s: expected the %d classes of %s, %s, found %d, %s",
              subject, expected.size(), reference, expected, classes.size(), classes));
    }
    List<String> differences = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      if (!classes.get(k).equals(expected.get(k))) {
        differences.add(
            Text.format("class %d is '%s', expected '%s'", k, classes.get(k), expected.get(k)));
      }
    }
    if (!differences.isEmpty()) {
      String more = differences.size() > MOST_NAMED ? "; …" : "";
      throw new IOException(
          Text.format(
              "%s: expected the classes of %s, in the order of their ids; %s%s",
              subject,
              reference,
              String.join("; ", differences.stream().limit(MOST_NAMED).toList()),
              more));
    }
  }

  /** The same of a model, which may have no names for its classes. */
  public static void requireOfModel(
      String model, List<String> classes, String reference, List<String> expected)
      throws IOException {
    boolean named = !classes.stream().allMatch(name -> NUMBERED.matcher(name).matches());
    boolean compared = named || classes.size() != expected.size();
    require(model, compared ? classes : expected, reference, expected);
  }
}
