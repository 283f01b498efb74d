package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoBox;
import dev.quantmask.coco.Iou;

/** IoU of boxes. */
final class BoxOverlaps implements Overlaps {
  private final Truth truth;
  private final ObjectColumns found;

  BoxOverlaps(ScoringInput input) {
    this.truth = input.truth();
    this.found = input.found().objects();
  }

  @Override
  public void compute(
      int[] detections,
      int detectionStart,
      int detectionEnd,
      int[] truths,
      int truthStart,
      int truthEnd,
      double[] ious) {
    int columns = truthEnd - truthStart;
    for (int j = 0; j < columns; j++) {
      int index = truths[truthStart + j];
      CocoBox box = truth.objects().box(index);
      boolean crowd = truth.isCrowd(index);
      for (int i = 0; i < detectionEnd - detectionStart; i++) {
        ious[i * columns + j] = Iou.ofBoxes(found.box(detections[detectionStart + i]), box, crowd);
      }
    }
  }
}
