package dev.quantmask.dataset.findings;

import dev.quantmask.text.Text;

/**
 * Something that was found.
 *
 * @param file relative to the input where that is a folder
 * @param place of the shape within the file, or null when it is about the whole image or file
 * @param label of the shape, or null
 */
public record Finding(FindingKind kind, String file, String place, String label, String message) {
  /** {@code a.json, shapes[3] (crab): expected ...} */
  @Override
  public String toString() {
    return Text.format(
        "%s%s%s: %s",
        file,
        place == null ? "" : ", " + place,
        label == null || label.isBlank() ? "" : " (" + label + ")",
        message);
  }
}
