package dev.quantmask.coco.scoring;

/**
 * Records what became of each detection, by range of area, for all IoU thresholds: bit t is of
 * {@link Thresholds#IOU}{@code [t]}. A detection that is ignored counts neither as right nor as
 * wrong.
 */
final class Matches {
  /** Every IoU threshold. */
  static final int ALL = (1 << Thresholds.IOU.length) - 1;

  private static final int IGNORED = 16; // the first of the upper bits

  private final int[] bits; // (detections, area ranges)
  private final int[] ranks; // (detections)

  Matches(int detections) {
    this.ranks = new int[detections];
    this.bits = new int[Math.multiplyExact(detections, AreaRange.COUNT)];
  }

  void set(int detection, int area, int matched, int ignored) {
    bits[detection * AreaRange.COUNT + area] = matched | ignored << IGNORED;
  }

  /** Right and not ignored. */
  int right(int detection, int area) {
    int own = bits[detection * AreaRange.COUNT + area];
    return own & ~(own >>> IGNORED) & ALL;
  }

  /** Wrong and not ignored. */
  int wrong(int detection, int area) {
    int own = bits[detection * AreaRange.COUNT + area];
    return ~own & ~(own >>> IGNORED) & ALL;
  }

  void setRank(int detection, int rank) {
    ranks[detection] = rank;
  }

  /** Returns how many detections of its cell are better. */
  int rank(int detection) {
    return ranks[detection];
  }
}
