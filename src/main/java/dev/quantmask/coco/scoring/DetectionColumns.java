package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Rle;
import java.util.Arrays;

/**
 * The objects that were detected. As in pycocotools, the first one decides what they are: with a
 * box, every one must have a box, and its area is the box's; else every one must have a mask.
 */
final class DetectionColumns {
  private final ObjectColumns objects = new ObjectColumns();
  private double[] scores = new double[256];
  private boolean boxed;

  /**
   * Adds the next one.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  void add(CocoDetection detection) {
    int index = objects.size();
    if (index == 0) {
      boxed = detection.box() != null;
    }
    if (index == scores.length) {
      scores = Arrays.copyOf(scores, index * 2);
    }
    if (!Double.isFinite(detection.score())) {
      throw new IllegalArgumentException("expected a finite score, found " + detection.score());
    }
    scores[index] = detection.score();
    if (boxed) {
      addBoxed(detection);
    } else {
      addMask(detection);
    }
  }

  private void addBoxed(CocoDetection detection) {
    if (detection.box() == null) {
      throw new IllegalArgumentException("expected a bbox, as the first detection has, found none");
    }
    objects.add(
        detection.imageId(),
        detection.categoryId(),
        detection.box().area(),
        detection.box(),
        detection.segmentation());
  }

  private void addMask(CocoDetection detection) {
    if (detection.segmentation() == null) {
      throw new IllegalArgumentException(
          objects.size() == 0
              ? "expected bbox or segmentation, found neither"
              : "expected a segmentation, as the first detection has, found none");
    }
    if (!(detection.segmentation() instanceof CompressedRunLengths runs)) {
      throw new IllegalArgumentException(
          "expected a string of run lengths as segmentation, since the first detection has no"
              + " bbox");
    }
    Rle rle = runs.decode(runs.height(), runs.width());
    CocoBox box = detection.box() == null ? rle.box() : detection.box();
    objects.add(detection.imageId(), detection.categoryId(), rle.area(), box, runs);
  }

  ObjectColumns objects() {
    return objects;
  }

  /** {@code score[index]}; finite; longer than there are detections. */
  double[] scores() {
    return scores;
  }
}
