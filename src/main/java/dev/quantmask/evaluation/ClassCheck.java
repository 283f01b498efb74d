package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a model's classes are a data set's categories, which are in the order of their ids. */
final class ClassCheck {
  private static final Pattern NUMBERED = Pattern.compile("class_\\d+"); // the model has no names
  private static final int MOST_NAMED = 5;

  private ClassCheck() {}

  /**
   * Compares them by name.
   *
   * @param categories by rising id
   * @throws IOException saying which differ
   */
  static void require(String model, List<String> classes, List<CocoCategory> categories)
      throws IOException {
    if (classes.size() != categories.size()) {
      throw new IOException(
          Text.format(
              "%s: expected a model of the %d categories of the annotations, %s, found %d classes, %s",
              model,
              categories.size(),
              categories.stream().map(CocoCategory::name).toList(),
              classes.size(),
              classes));
    }
    List<String> differences = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      CocoCategory category = categories.get(k);
      String name = classes.get(k);
      if (!name.equals(category.name()) && !NUMBERED.matcher(name).matches()) {
        differences.add(
            Text.format(
                "class %d is '%s', category %d is '%s'", k, name, category.id(), category.name()));
      }
    }
    if (!differences.isEmpty()) {
      String more = differences.size() > MOST_NAMED ? "; …" : "";
      throw new IOException(
          Text.format(
              "%s: expected the categories of the annotations, in the order of their ids; %s%s",
              model, String.join("; ", differences.stream().limit(MOST_NAMED).toList()), more));
    }
  }
}
