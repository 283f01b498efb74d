package dev.quantmask.tracking;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;

/** What the IoU of an object and a detection is of. */
public enum Overlap {
  /** Their boxes, as in ByteTrack. */
  BOX,
  /** Their masks, the object's moved to where it is expected; boxes where one has no mask. */
  MASK;

  double of(Track track, TrackedDetection detection) {
    Rle mask = detection.detection().mask();
    Rle expected = this == MASK && mask != null ? track.expectedMask() : null;
    if (expected == null
        || mask.height() != expected.height()
        || mask.width() != expected.width()) {
      return ofBoxes(track.box(), detection.box());
    }
    return Iou.ofMasks(mask, expected, false);
  }

  static double ofBoxes(CocoBox one, CocoBox other) {
    return Iou.ofBoxes(one, other, false);
  }
}
