package dev.quantmask.coco.scoring;

import dev.quantmask.coco.json.CocoFormatException;

/** IoU of the objects in a cell. Not shared between threads. */
interface Overlaps {
  static Overlaps of(ScoringInput input, IouType type) {
    return switch (type) {
      case BBOX -> new BoxOverlaps(input);
      case SEGM -> new MaskOverlaps(input, false);
      case BOUNDARY -> new MaskOverlaps(input, true);
    };
  }

  /**
   * Computes all pairs.
   *
   * @param detections indices, of which those from {@code detectionStart} to {@code detectionEnd}
   * @param truths indices, of which those from {@code truthStart} to {@code truthEnd}
   * @param ious receives {@code (detections, truths)}
   */
  void compute(
      int[] detections,
      int detectionStart,
      int detectionEnd,
      int[] truths,
      int truthStart,
      int truthEnd,
      double[] ious)
      throws CocoFormatException;
}
