package dev.quantmask.tuning;

/** Names what may be chosen. */
public enum Axis {
  SCHEME("scheme", ""),
  SIZE("pixels of the shorter side", "size"),
  BEFORE_NMS("proposals of a level before NMS", "pre"),
  AFTER_NMS("proposals after NMS", "post"),
  DETECTIONS("detections an image", "det"),
  LAYERS("layers that are not static", ""),
  RANGES("method of ranges", ""),
  THREADS("threads", "threads");

  private final String label;
  private final String prefix;

  Axis(String label, String prefix) {
    this.label = label;
    this.prefix = prefix;
  }

  /** Returns the label for people. */
  public String label() {
    return label;
  }

  /** Returns a value as a part of a candidate's name: {@code size320}. */
  String part(String value) {
    return prefix + value;
  }
}
