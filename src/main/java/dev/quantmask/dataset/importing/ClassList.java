package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows which labels there are: those of a list, or whatever comes. */
final class ClassList {
  // LabelMe's lists of labels begin with these two, which are no classes.
  private static final Set<String> NO_CLASSES = Set.of("__ignore__", "_background_");

  private final Optional<String> unlabelled;
  private final List<String> names; // empty: whatever comes
  private final Set<String> known;
  private final Set<String> stated = new LinkedHashSet<>(); // what the input lists

  /**
   * Classes in the order of their numbers.
   *
   * @param names empty for whatever comes
   * @param unlabelled the label of shapes that have none
   */
  ClassList(List<String> names, Optional<String> unlabelled) {
    this.unlabelled = unlabelled;
    this.names = names.stream().filter(name -> !NO_CLASSES.contains(name)).toList();
    this.known = new HashSet<>();
    for (String name : this.names) {
      if (!known.add(name)) {
        throw new IllegalArgumentException(
            Text.format("classes: expected each name once, found '%s' again", name));
      }
    }
  }

  /** Returns the label of a shape, which is that of a class. */
  String require(String own) throws InvalidAnnotationException {
    String label = own == null || own.isBlank() ? unlabelled.orElse(null) : own;
    if (label == null) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL,
          "expected a label, found none: give --label NAME for shapes that have none");
    }
    if (NO_CLASSES.contains(label)) {
      throw new InvalidAnnotationException(FindingKind.IGNORED_LABEL, "the label is no class");
    }
    if (!known.isEmpty() && !known.contains(label)) {
      throw new InvalidAnnotationException(
          FindingKind.UNKNOWN_LABEL,
          Text.format("expected one of the %d classes given, found '%s'", known.size(), label));
    }
    return label;
  }

  /**
   * Takes the list of a part of the input; that it is not the one that is written is found.
   *
   * @param part its name; null for the only one
   */
  void add(List<String> listed, String part, Findings findings) throws IOException {
    List<String> before = names.isEmpty() ? List.copyOf(stated) : names;
    stated.addAll(listed);
    List<String> now = names.isEmpty() ? List.copyOf(stated) : names;
    if (!before.isEmpty() && !listed.isEmpty() && !listed.equals(now)) {
      findings.add(
          new Finding(
              FindingKind.OTHER_CLASSES,
              part == null ? "categories" : part,
              null,
              null,
              Text.format(
                  "expected the classes %s, found %s: the former are written", now, listed)));
    }
  }

  /**
   * The classes, the first of them number 1: those given, those that the input lists, or those that
   * came, in alphabetical order.
   *
   * @param used labels that came
   */
  List<String> resolve(Set<String> used) {
    if (!names.isEmpty()) {
      return names;
    }
    Set<String> all = new LinkedHashSet<>(stated);
    used.stream().sorted().forEach(all::add);
    return List.copyOf(all);
  }
}
