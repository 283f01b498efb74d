package dev.quantmask.coco.scoring;

/**
 * Records what became of each detection, by range of area, for up to {@link #MOST} IoU thresholds:
 * bit t is of the one at t. A detection that is ignored counts neither as right nor as wrong.
 */
final class Matches {
  /** How many IoU thresholds there are room for. */
  static final int MOST = 16;

  private static final int IGNORED = MOST; // the first of the upper bits

  private final int areas;
  private final int all; // the bits of all thresholds
  private final int[] bits; // (detections, area ranges)
  private final int[] ranks; // (detections)

  Matches(int detections, int areas, int thresholds) {
    this.areas = areas;
    this.all = all(thresholds);
    this.ranks = new int[detections];
    this.bits = new int[Math.multiplyExact(detections, areas)];
  }

  /** The bits of a number of thresholds. */
  static int all(int thresholds) {
    return (1 << thresholds) - 1;
  }

  /** The bits of all thresholds. */
  int all() {
    return all;
  }

  void set(int detection, int area, int matched, int ignored) {
    bits[detection * areas + area] = matched | ignored << IGNORED;
  }

  /** Right and not ignored. */
  int right(int detection, int area) {
    int own = bits[detection * areas + area];
    return own & ~(own >>> IGNORED) & all;
  }

  /** Wrong and not ignored. */
  int wrong(int detection, int area) {
    int own = bits[detection * areas + area];
    return ~own & ~(own >>> IGNORED) & all;
  }

  void setRank(int detection, int rank) {
    ranks[detection] = rank;
  }

  /** Returns how many detections of its cell are better. */
  int rank(int detection) {
    return ranks[detection];
  }
}
