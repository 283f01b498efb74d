package dev.quantmask.annotation;

import java.util.Locale;

/** What can be wrong with, or noteworthy about, annotations; the order is that of reports. */
public enum FindingKind {
  BROKEN_FILE(Severity.ERROR),
  /** In a file of many frames, one that says nothing usable of its picture. */
  BROKEN_FRAME(Severity.ERROR),
  MISSING_PICTURE(Severity.ERROR),
  BROKEN_PICTURE(Severity.ERROR),
  SIZE_MISMATCH(Severity.ERROR),
  REPEATED_PICTURE(Severity.ERROR),
  MALFORMED_SHAPE(Severity.ERROR),
  MISSING_LABEL(Severity.ERROR),
  UNKNOWN_LABEL(Severity.ERROR),
  TOO_FEW_POINTS(Severity.ERROR),
  /** A polygon of two points: pycocotools takes its four numbers for a box. */
  FOUR_NUMBER_POLYGON(Severity.ERROR),
  ZERO_AREA(Severity.ERROR),
  OUTSIDE_PICTURE(Severity.ERROR),
  DUPLICATE_SHAPE(Severity.ERROR),
  /** Lines, points and the like, which have no area. */
  SHAPE_WITHOUT_AREA(Severity.WARNING),
  IGNORED_LABEL(Severity.WARNING),
  SEVERAL_ANNOTATORS(Severity.WARNING),
  TRACK_WITH_GAP(Severity.WARNING),
  BOX_FOR_MASK(Severity.WARNING),
  CLIPPED(Severity.NOTE),
  EXIF_TURNED(Severity.NOTE),
  EXIF_UPRIGHT(Severity.NOTE);

  private final Severity severity;

  FindingKind(Severity severity) {
    this.severity = severity;
  }

  /** What becomes of it. */
  public enum Severity {
    /** Nothing is written, or it is left out when that was asked for. */
    ERROR,
    /** Left out, or taken for something else, always. */
    WARNING,
    /** Taken, with the change that is named. */
    NOTE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Severity severity() {
    return severity;
  }

  /** As in reports: {@code too-few-points}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
