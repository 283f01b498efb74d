package dev.quantmask.dataset.format.via;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * Says which label a region has; VIA leaves it to its users where they keep it.
 *
 * @param attribute of a region that holds its label; if not given, the only one it has
 */
record ViaLabel(Optional<String> attribute) {
  static void requireOne(List<String> attributes) throws InvalidAnnotationException {
    if (attributes.size() > 1) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL,
          Text.format("expected one attribute, found %s: give --class-attribute", attributes));
    }
  }

  /** The only one of the labels that were chosen; null for none. */
  static String only(List<String> chosen) throws InvalidAnnotationException {
    if (chosen.size() > 1) {
      throw new InvalidAnnotationException(
          FindingKind.MISSING_LABEL, "expected one label, found " + chosen);
    }
    return chosen.isEmpty() ? null : chosen.get(0);
  }
}
