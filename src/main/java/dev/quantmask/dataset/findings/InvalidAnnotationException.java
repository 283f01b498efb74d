package dev.quantmask.dataset.findings;

import dev.quantmask.text.Text;

/** A shape, an image or a file cannot be used; the message says what was expected and found. */
public final class InvalidAnnotationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FindingKind kind;

  public InvalidAnnotationException(FindingKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static InvalidAnnotationException malformed(String place, String expected, Object found) {
    return new InvalidAnnotationException(
        FindingKind.MALFORMED_SHAPE,
        Text.format("%s: expected %s, found %s", place, expected, found));
  }

  /** Returns the without area of a line, a point and the like. */
  public static InvalidAnnotationException withoutArea(String type) {
    return new InvalidAnnotationException(
        FindingKind.SHAPE_WITHOUT_AREA, Text.format("a shape of type %s has no area", type));
  }

  public FindingKind kind() {
    return kind;
  }
}
