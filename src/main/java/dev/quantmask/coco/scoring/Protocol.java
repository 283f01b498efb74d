package dev.quantmask.coco.scoring;

import java.util.List;

/** Says by whose rules detections are scored. */
public enum Protocol {
  /** Every image is searched for objects of every category. */
  COCO(List.of(1, 10, 100), 3),
  /** Every image is searched for objects of some of the categories, which it lists. */
  LVIS(List.of(300), 1);

  private final List<Integer> maxDetections;
  private final int leastLimits;

  Protocol(List<Integer> maxDetections, int leastLimits) {
    this.maxDetections = maxDetections;
    this.leastLimits = leastLimits;
  }

  /** What the figures of its leaderboard are computed at. */
  public List<Integer> maxDetections() {
    return maxDetections;
  }

  int leastLimits() {
    return leastLimits;
  }
}
