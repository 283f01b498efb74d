package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.LabelImage;
import dev.quantmask.text.Text;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The classes that values or colours of masks stand for; some are no objects. */
final class MaskClasses {
  private static final Set<String> NO_OBJECTS =
      Set.of("background", "_background_", "void", "unlabelled", "unlabeled");
  private static final int BLACK = 0;
  private static final int LAST = 255;

  private final Map<Integer, String> byValue = new HashMap<>();
  private final Map<Integer, String> byColour = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final String only; // null: there are several

  MaskClasses() {
    this.only = null;
  }

  private MaskClasses(String only) {
    this.only = only;
  }

  /** One class: pixels are of it or not. */
  static MaskClasses one(String name) {
    MaskClasses classes = new MaskClasses(name);
    classes.names.add(name);
    return classes;
  }

  /** Names in the order of their values, from 1 unless the first is the background. */
  static MaskClasses numbered(List<String> lines) {
    MaskClasses classes = new MaskClasses();
    List<String> all =
        lines.stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !name.equals("__ignore__"))
            .toList();
    int value = !all.isEmpty() && isNoObject(all.get(0)) ? 0 : 1;
    for (String name : all) {
      classes.addValue(value++, name);
    }
    return classes;
  }

  void addValue(int value, String name) {
    byValue.put(value, name);
    names.add(name);
  }

  void addColour(int colour, String name) {
    byColour.put(colour, name);
    names.add(name);
  }

  private static boolean isNoObject(String name) {
    return NO_OBJECTS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the class of a number of a mask; empty for what is no object, which 0 and 255 are
   * unless they are listed.
   *
   * @param isOneThere whether the mask has the value 1, which 255 stands for where it has not
   */
  Optional<String> name(LabelImage mask, int number, boolean isOneThere)
      throws InvalidAnnotationException {
    int value = mask.value(number);
    if (only != null && (value == 1 || value == LAST)) {
      return value == LAST && isOneThere ? Optional.empty() : Optional.of(only);
    }
    String name = byColour.isEmpty() ? byValue.get(value) : byColour.get(mask.colour(number));
    if (name != null) {
      return isNoObject(name) ? Optional.empty() : Optional.of(name);
    }
    if (number == BLACK || mask.colour(number) == BLACK || value == LAST) {
      return Optional.empty();
    }
    throw new InvalidAnnotationException(
        FindingKind.UNKNOWN_LABEL,
        Text.format(
            "expected %s, found %s",
            only == null
                ? Text.format("one of the %d classes", names.size())
                : "0, 1 or 255 where there is one class",
            byColour.isEmpty() && value >= 0
                ? "the value " + value
                : Text.format("the colour #%06x", mask.colour(number))));
  }

  List<String> objects() {
    return names.stream().filter(name -> !isNoObject(name)).toList();
  }
}
