package dev.quantmask.coco.mask;

/** Intersection over union, to the last bit as {@code bbIou} and {@code rleIou} of maskApi.c. */
public final class Iou {
  private Iou() {}

  /**
   * Returns the IoU of two boxes, each {@code (x, y, width, height)}.
   *
   * @param crowd the truth is a region of many objects: the union is then the detection's own area
   */
  public static double ofBoxes(CocoBox detection, CocoBox truth, boolean crowd) {
    return ofBoxes(
        detection.x(),
        detection.y(),
        detection.width(),
        detection.height(),
        truth.x(),
        truth.y(),
        truth.width(),
        truth.height(),
        crowd);
  }

  /** The same without records: a detection's box, then the truth's. */
  public static double ofBoxes(
      double x,
      double y,
      double width,
      double height,
      double truthX,
      double truthY,
      double truthWidth,
      double truthHeight,
      boolean crowd) {
    double commonWidth = Math.min(width + x, truthWidth + truthX) - Math.max(x, truthX);
    if (commonWidth <= 0) {
      return 0;
    }
    double commonHeight = Math.min(height + y, truthHeight + truthY) - Math.max(y, truthY);
    if (commonHeight <= 0) {
      return 0;
    }
    double area = width * height;
    double intersection = commonWidth * commonHeight;
    double union = crowd ? area : area + truthWidth * truthHeight - intersection;
    return intersection / union;
  }

  /**
   * Returns the IoU of two masks; -1 if they differ in size and their boxes meet, as pycocotools
   * has it.
   *
   * @param crowd the truth is a region of many objects: the union is then the detection's own area
   */
  public static double ofMasks(Rle detection, Rle truth, boolean crowd) {
    return ofMasks(detection, detection.box(), truth, truth.box(), crowd);
  }

  /** The same for boxes ({@link Rle#box}) that are known already. */
  public static double ofMasks(
      Rle detection, CocoBox detectionBox, Rle truth, CocoBox truthBox, boolean crowd) {
    if (!(ofBoxes(detectionBox, truthBox, crowd) > 0)) {
      return 0;
    }
    if (detection.height() != truth.height() || detection.width() != truth.width()) {
      return -1;
    }
    return ofRuns(detection, truth, crowd);
  }

  /** Step by step as in C, which ends early where both masks have an empty run at one place. */
  private static double ofRuns(Rle detectionMask, Rle truthMask, boolean crowd) {
    int[] detection = detectionMask.counts();
    int[] truth = truthMask.counts();
    int left = detection[0]; // of the detection's run
    int leftOfTruth = truth[0];
    int next = 1;
    int nextOfTruth = 1;
    boolean inside = false;
    boolean insideOfTruth = false;
    long intersection = 0;
    long union = 0;
    boolean more = true;
    while (more) {
      int run = Math.min(left, leftOfTruth);
      if (inside || insideOfTruth) {
        union += run;
        intersection += inside && insideOfTruth ? run : 0;
      }
      left -= run;
      if (left == 0 && next < detection.length) {
        left = detection[next++];
        inside = !inside;
      }
      leftOfTruth -= run;
      if (leftOfTruth == 0 && nextOfTruth < truth.length) {
        leftOfTruth = truth[nextOfTruth++];
        insideOfTruth = !insideOfTruth;
      }
      more = left > 0 || leftOfTruth > 0;
    }
    if (intersection == 0) {
      return 0;
    }
    return (double) intersection / (double) (crowd ? detectionMask.area() : union);
  }
}
