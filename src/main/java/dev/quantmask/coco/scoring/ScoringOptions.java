package dev.quantmask.coco.scoring;

import java.util.List;

/**
 * Says how detections are scored.
 *
 * @param maxDetections how many of an image and class count, the best ones; at least three, in
 *     rising order: AR1, AR10 and AR100 are at the first three, all else at the third
 * @param byCategory false: classes are not looked at, as if there were one only
 */
public record ScoringOptions(IouType iouType, List<Integer> maxDetections, boolean byCategory) {
  /** What the figures of COCO's leaderboard are computed at. */
  public static final List<Integer> MAX_DETECTIONS = List.of(1, 10, 100);

  private static final int LEAST_LIMITS = 3;

  public ScoringOptions {
    maxDetections = maxDetections.stream().sorted().toList();
    if (maxDetections.size() < LEAST_LIMITS || maxDetections.get(0) < 1) {
      throw new IllegalArgumentException(
          "max-dets: expected at least three numbers of at least 1, found " + maxDetections);
    }
  }

  /** COCO's own settings. */
  public static ScoringOptions of(IouType iouType) {
    return new ScoringOptions(iouType, MAX_DETECTIONS, true);
  }

  int most() {
    return maxDetections.get(maxDetections.size() - 1);
  }
}
