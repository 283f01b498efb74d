package dev.quantmask.coco.scoring;

/** The twelve figures of COCO, in its order. */
public enum Metric {
  AP("AP", Kind.PRECISION, AreaRange.ALL, 2),
  AP50("AP50", Kind.PRECISION_AT_50, AreaRange.ALL, 2),
  AP75("AP75", Kind.PRECISION_AT_75, AreaRange.ALL, 2),
  AP_SMALL("APs", Kind.PRECISION, AreaRange.SMALL, 2),
  AP_MEDIUM("APm", Kind.PRECISION, AreaRange.MEDIUM, 2),
  AP_LARGE("APl", Kind.PRECISION, AreaRange.LARGE, 2),
  AR1("AR1", Kind.RECALL, AreaRange.ALL, 0),
  AR10("AR10", Kind.RECALL, AreaRange.ALL, 1),
  AR100("AR100", Kind.RECALL, AreaRange.ALL, 2),
  AR_SMALL("ARs", Kind.RECALL, AreaRange.SMALL, 2),
  AR_MEDIUM("ARm", Kind.RECALL, AreaRange.MEDIUM, 2),
  AR_LARGE("ARl", Kind.RECALL, AreaRange.LARGE, 2);

  /** Names what is averaged. */
  enum Kind {
    /** At ten IoU thresholds and 101 recalls. */
    PRECISION,
    /** At IoU 0.5 and 101 recalls. */
    PRECISION_AT_50,
    /** At IoU 0.75 and 101 recalls. */
    PRECISION_AT_75,
    /** At ten IoU thresholds. */
    RECALL
  }

  private final String key;
  private final Kind kind;
  private final AreaRange area;
  private final int limit;

  Metric(String key, Kind kind, AreaRange area, int limit) {
    this.key = key;
    this.kind = kind;
    this.area = area;
    this.limit = limit;
  }

  /** Returns its name in tables and JSON. */
  public String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  AreaRange area() {
    return area;
  }

  /** Returns which of {@link ScoringOptions#maxDetections} it is at. */
  int limit() {
    return limit;
  }
}
