package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which labels there are: those of a list, or whatever comes. */
final class ClassList {
  // LabelMe's lists of labels begin with these two, which are no classes.
  private static final Set<String> NO_CLASSES = Set.of("__ignore__", "_background_");

  private final List<String> names; // empty: whatever comes
  private final Set<String> known;

  /**
   * Classes in the order of their numbers.
   *
   * @param names empty for whatever comes
   */
  ClassList(List<String> names) {
    this.names = names.stream().filter(name -> !NO_CLASSES.contains(name)).toList();
    this.known = new HashSet<>();
    for (String name : this.names) {
      if (!known.add(name)) {
        throw new IllegalArgumentException(
            Text.format("classes: expected each name once, found '%s' again", name));
      }
    }
  }

  void check(String label) throws InvalidAnnotationException {
    if (label == null || label.isBlank()) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL, "expected a label, found none");
    }
    if (NO_CLASSES.contains(label)) {
      throw new InvalidAnnotationException(FindingKind.IGNORED_LABEL, "the label is no class");
    }
    if (!known.isEmpty() && !known.contains(label)) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format("expected one of the %d classes given, found '%s'", known.size(), label));
    }
  }

  /**
   * The classes, the first of them number 1.
   *
   * @param used labels that came
   */
  List<String> resolve(Set<String> used) {
    return names.isEmpty() ? used.stream().sorted().toList() : names;
  }
}
