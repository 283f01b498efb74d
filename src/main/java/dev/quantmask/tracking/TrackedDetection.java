package dev.quantmask.tracking;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.detection.Detection;

/**
 * A detection of the frame that is being looked at.
 *
 * @param index among the detections of the frame
 */
record TrackedDetection(int index, Detection detection, CocoBox box) {
  TrackedDetection(int index, Detection detection) {
    this(index, detection, boxOf(detection));
  }

  static CocoBox boxOf(Detection detection) {
    Detection.Box box = detection.box();
    return new CocoBox(
        box.x0(), box.y0(), (double) box.x1() - box.x0(), (double) box.y1() - box.y0());
  }

  float score() {
    return detection.score();
  }

  /** A box without an area, or that is not a number, cannot be followed. */
  boolean isValid() {
    return Double.isFinite(box.x())
        && Double.isFinite(box.y())
        && Double.isFinite(box.width())
        && Double.isFinite(box.height())
        && box.width() > 0
        && box.height() > 0
        && Float.isFinite(score());
  }
}
