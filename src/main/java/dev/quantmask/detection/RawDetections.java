package dev.quantmask.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the network gives, best score first.
 *
 * @param boxes {@code float[D * 4]} of (x0, y0, x1, y1) in pixels of the image
 * @param scores {@code float[D]}
 * @param classes {@code long[D]} from 0
 * @param masks {@code float[D * side * side]} probabilities within the boxes
 */
@SuppressWarnings("ArrayRecordComponent")
record RawDetections(float[] boxes, float[] scores, long[] classes, float[] masks, int maskSide) {
  /** Those that the caller asked for. */
  RawDetections best(DetectionOptions options) {
    int count = 0;
    while (count < Math.min(scores.length, options.maxDetections())
        && scores[count] >= (float) options.minScore()) {
      count++;
    }
    return new RawDetections(
        Arrays.copyOf(boxes, count * 4),
        Arrays.copyOf(scores, count),
        Arrays.copyOf(classes, count),
        Arrays.copyOf(masks, count * maskSide * maskSide),
        maskSide);
  }

  List<Detection.Box> boxList() {
    List<Detection.Box> list = new ArrayList<>();
    for (int i = 0; i < boxes.length; i += 4) {
      list.add(new Detection.Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
    }
    return list;
  }
}
