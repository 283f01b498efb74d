package dev.quantmask.coco.scoring;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Precision and recall of a class, at one range of area and one limit of detections.
 *
 * @param precision {@code (iou thresholds, 101 recall points)}: the best precision at this recall
 *     or above; 0 where it is not reached
 * @param scores {@code (iou thresholds, 101 recall points)}: the score at which recall is reached
 * @param recall {@code (iou thresholds)}: of all detections
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
public record PrecisionRecallCurve(double[] precision, double[] scores, double[] recall) {
  /** Recall points. */
  public static final int POINTS = 101;

  /** Returns the curve of more thresholds, those of the other one last. */
  PrecisionRecallCurve followedBy(PrecisionRecallCurve other) {
    return new PrecisionRecallCurve(
        joined(precision, other.precision),
        joined(scores, other.scores),
        joined(recall, other.recall));
  }

  private static double[] joined(double[] first, double[] last) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
  }
}
