package dev.quantmask.coco.scoring;

/** Sizes of objects in pixels, both ends included: an object of 1024 is small and medium. */
public enum AreaRange {
  ALL(0, 1e5 * 1e5),
  SMALL(0, 32 * 32),
  MEDIUM(32 * 32, 96 * 96),
  LARGE(96 * 96, 1e5 * 1e5);

  static final int COUNT = values().length;

  private final double least;
  private final double most;

  AreaRange(double least, double most) {
    this.least = least;
    this.most = most;
  }

  boolean contains(double area) {
    return !(area < least || area > most);
  }
}
