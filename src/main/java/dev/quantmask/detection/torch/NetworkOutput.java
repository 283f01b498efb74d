package dev.quantmask.detection.torch;

import dev.quantmask.detection.Detection;
import dev.quantmask.detection.DetectionOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds what the network gives, best score first.
 *
 * @param boxes {@code float[D * 4]} of (x0, y0, x1, y1) in pixels of the image
 * @param scores {@code float[D]}
 * @param classes {@code long[D]} from 0
 * @param masks {@code float[D * side * side]} probabilities within the boxes
 */
@SuppressWarnings("ArrayRecordComponent")
record NetworkOutput(float[] boxes, float[] scores, long[] classes, float[] masks, int maskSide) {
  /** As between objects of one class, where Detectron2 and torchvision have 0.5 by default. */
  private static final double MOST_IOU = 0.5;

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

  /** Returns those that the client asked for. */
  NetworkOutput best(DetectionOptions options) {
    int passing = 0;
    while (passing < scores.length && scores[passing] >= (float) options.minScore()) {
      passing++;
    }
    NetworkOutput all = rows(0, passing);
    NetworkOutput distinct = options.classAgnosticNms() ? all.distinct() : all;
    return distinct.rows(0, Math.min(distinct.scores.length, options.maxDetections()));
  }

  /** Without those that overlap one of a higher score, whatever their classes. */
  private NetworkOutput distinct() {
    List<Detection.Box> all = boxList();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Detection.Box box = all.get(i);
      if (kept.stream().noneMatch(better -> iou(all.get(better), box) > MOST_IOU)) {
        kept.add(i);
      }
    }
    int maskSize = maskSide * maskSide;
    NetworkOutput packed = rows(0, kept.size());
    for (int to = 0; to < kept.size(); to++) {
      int from = kept.get(to);
      System.arraycopy(boxes, from * 4, packed.boxes, to * 4, 4);
      packed.scores[to] = scores[from];
      packed.classes[to] = classes[from];
      System.arraycopy(masks, from * maskSize, packed.masks, to * maskSize, maskSize);
    }
    return packed;
  }

  private static double iou(Detection.Box one, Detection.Box other) {
    double width = Math.min(one.x1(), other.x1()) - (double) Math.max(one.x0(), other.x0());
    double height = Math.min(one.y1(), other.y1()) - (double) Math.max(one.y0(), other.y0());
    double common = Math.max(0, width) * Math.max(0, height);
    double union = area(one) + area(other) - common;
    return union > 0 ? common / union : 0;
  }

  private static double area(Detection.Box box) {
    return ((double) box.x1() - box.x0()) * ((double) box.y1() - box.y0());
  }

  List<Detection.Box> boxList() {
    List<Detection.Box> list = new ArrayList<>();
    for (int i = 0; i < boxes.length; i += 4) {
      list.add(new Detection.Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
    }
    return list;
  }
}
