package dev.quantmask.annotation;

import dev.quantmask.text.Text;

/** A shape, a frame or a file cannot be used; the message says what was expected and found. */
final class DefectException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FindingKind kind;

  DefectException(FindingKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static DefectException malformed(String place, String expected, Object found) {
    return new DefectException(
        FindingKind.MALFORMED_SHAPE,
        Text.format("%s: expected %s, found %s", place, expected, found));
  }

  FindingKind kind() {
    return kind;
  }
}
