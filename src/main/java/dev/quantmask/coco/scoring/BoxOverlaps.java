package dev.quantmask.coco.scoring;

import dev.quantmask.coco.mask.Iou;

/** IoU of boxes. */
final class BoxOverlaps implements Overlaps {
  private final GroundTruths truth;
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
    double[] boxes = found.boxes();
    double[] truthBoxes = truth.objects().boxes();
    for (int j = 0; j < columns; j++) {
      int index = truths[truthStart + j];
      int b = 4 * index;
      boolean crowd = truth.isCrowd(index);
      for (int i = 0; i < detectionEnd - detectionStart; i++) {
        int a = 4 * detections[detectionStart + i];
        ious[i * columns + j] =
            Iou.ofBoxes(
                boxes[a],
                boxes[a + 1],
                boxes[a + 2],
                boxes[a + 3],
                truthBoxes[b],
                truthBoxes[b + 1],
                truthBoxes[b + 2],
                truthBoxes[b + 3],
                crowd);
      }
    }
  }
}
