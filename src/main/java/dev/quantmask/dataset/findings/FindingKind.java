package dev.quantmask.dataset.findings;

import java.util.Locale;

/** Lists what can be wrong with, or noteworthy about, annotations; the order is that of reports. */
public enum FindingKind {
  BROKEN_FILE(Severity.ERROR),
  MISSING_IMAGE(Severity.ERROR),
  BROKEN_IMAGE(Severity.ERROR),
  SIZE_MISMATCH(Severity.ERROR),
  REPEATED_IMAGE(Severity.ERROR),
  MALFORMED_SHAPE(Severity.ERROR),
  MISSING_LABEL(Severity.ERROR),
  UNKNOWN_LABEL(Severity.ERROR),
  TOO_FEW_POINTS(Severity.ERROR),
  /** A polygon of two points: pycocotools takes its four numbers for a box. */
  FOUR_NUMBER_POLYGON(Severity.ERROR),
  ZERO_AREA(Severity.ERROR),
  OUTSIDE_IMAGE(Severity.ERROR),
  DUPLICATE_SHAPE(Severity.ERROR),
  /** A record without a field that it needs, or with one of another kind. */
  MALFORMED_RECORD(Severity.ERROR),
  REPEATED_ID(Severity.ERROR),
  /** An annotation with the id 0 can never count as found in pycocotools. */
  ID_ZERO(Severity.ERROR),
  UNKNOWN_IMAGE(Severity.ERROR),
  REPEATED_NAME(Severity.ERROR),
  /** Lines, points and the like, which have no area. */
  SHAPE_WITHOUT_AREA(Severity.WARNING),
  IGNORED_LABEL(Severity.WARNING),
  /** A part of the input lists other classes, or in another order, than are written. */
  OTHER_CLASSES(Severity.WARNING),
  SEVERAL_ANNOTATORS(Severity.WARNING),
  /** Nobody has looked at the image yet, or it was skipped. */
  NOT_ANNOTATED(Severity.WARNING),
  TRACK_WITH_GAP(Severity.WARNING),
  /** A segmentation that is the numbers of one polygon, and not a list of polygons. */
  FLAT_SEGMENTATION(Severity.WARNING),
  /** What does not say how it is drawn, and is taken for a polygon. */
  GUESSED_SHAPE(Severity.WARNING),
  /** Another image than the one that is named, which is not there. */
  OTHER_IMAGE(Severity.WARNING),
  /** Ids that are texts, which not every tool reads. */
  TEXT_IDS(Severity.WARNING),
  /** Labels that differ in case or blanks only. */
  SIMILAR_LABELS(Severity.WARNING),
  CLASS_WITHOUT_OBJECTS(Severity.WARNING),
  /** Training finds nothing in them. */
  CROWDS_ONLY(Severity.WARNING),
  /** The format that is written cannot say something of the object. */
  NOT_IN_FORMAT(Severity.WARNING),
  BOX_FOR_MASK(Severity.WARNING),
  BOX_BEYOND_IMAGE(Severity.WARNING),
  WRONG_BOX(Severity.WARNING),
  WRONG_AREA(Severity.WARNING),
  /** Categories are numbered from 1, in the order of their ids. */
  RENUMBERED_CLASSES(Severity.NOTE),
  IMAGES_WITHOUT_OBJECTS(Severity.NOTE),
  /** Written as a file of its own, since the annotation file alone had it. */
  EXTRACTED_IMAGE(Severity.NOTE),
  CLIPPED(Severity.NOTE),
  EXIF_TURNED(Severity.NOTE),
  EXIF_UPRIGHT(Severity.NOTE);

  private final Severity severity;

  FindingKind(Severity severity) {
    this.severity = severity;
  }

  /** Says what becomes of a finding. */
  public enum Severity {
    /** Cannot be used: an import writes nothing, or leaves it out when that was asked for. */
    ERROR,
    /** Doubtful; an import leaves it out, or takes it for something else. */
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

  /** Returns the label as in reports: {@code too-few-points}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
