package dev.quantmask.detection.torch;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
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
record NetworkOutput(float[] boxes, float[] scores, long[] classes, float[] masks, int maskSide) {
  /**
   * One part for each image of a batch, in which all have as many rows: an image's own end where
   * the class is -1.
   */
  List<NetworkOutput> split(int images) {
    int rows = scores.length / images;
    List<NetworkOutput> parts = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      int from = image * rows;
      int to = from;
      while (to < from + rows && classes[to] >= 0) {
        to++;
      }
      parts.add(rows(from, to));
    }
    return parts;
  }

  private NetworkOutput rows(int from, int to) {
    int maskSize = maskSide * maskSide;
    return new NetworkOutput(
        Arrays.copyOfRange(boxes, from * 4, to * 4),
        Arrays.copyOfRange(scores, from, to),
        Arrays.copyOfRange(classes, from, to),
        Arrays.copyOfRange(masks, from * maskSize, to * maskSize),
        maskSide);
  }

  /** Those that the client asked for. */
  NetworkOutput best(DetectionOptions options) {
    int count = 0;
    while (count < Math.min(scores.length, options.maxDetections())
        && scores[count] >= (float) options.minScore()) {
      count++;
    }
    return rows(0, count);
  }

  List<Detection.Box> boxList() {
    List<Detection.Box> list = new ArrayList<>();
    for (int i = 0; i < boxes.length; i += 4) {
      list.add(new Detection.Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
    }
    return list;
  }
}
