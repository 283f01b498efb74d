package dev.quantmask.detection;

import java.io.Serializable;

/**
 * Holds what a client may ask for.
 *
 * @param minScore detections below it are left out, in [0, 1]
 * @param maxDetections the best that many are kept, at least 1
 * @param classAgnosticNms keep the best of detections that overlap, whatever their classes
 */
public record DetectionOptions(
    double minScore, int maxDetections, boolean masks, boolean classAgnosticNms)
    implements Serializable {
  public static final DetectionOptions ALL =
      new DetectionOptions(0, Integer.MAX_VALUE, true, false);

  public DetectionOptions {
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new IllegalArgumentException("minScore: expected 0 to 1, found " + minScore);
    }
    if (maxDetections < 1) {
      throw new IllegalArgumentException(
          "maxDetections: expected at least 1, found " + maxDetections);
    }
  }
}
