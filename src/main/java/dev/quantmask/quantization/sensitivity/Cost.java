package dev.quantmask.quantization.sensitivity;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Says how exact a network is.
 *
 * @param decibels signal to noise of what it computes, compared with fp32 on the same regions
 * @param points its average precision, if there are annotations
 */
public record Cost(Map<ProbedOutput, Double> decibels, Optional<Points> points) {
  /** Average precision of boxes and of masks, 0 to 100. */
  public record Points(double boxes, double masks) {
    /** Returns how much less another one has: of boxes or of masks, whichever is more. */
    double lost(Points other) {
      return Math.max(boxes - other.boxes, masks - other.masks);
    }
  }

  /** Returns the decibels of the output that is furthest from fp32. */
  public double leastDecibels() {
    return Collections.min(decibels.values());
  }
}
