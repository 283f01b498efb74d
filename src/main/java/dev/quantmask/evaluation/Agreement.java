package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Rle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures how much two models see the same in an image: of what scores above 0.5, objects of one
 * class and masks of an IoU above 0.5 are pairs, the best first; the sum of their IoU by the mean
 * number of objects. That is the panoptic quality of <a
 * href="https://arxiv.org/abs/1801.00868">Kirillov et al.</a> of one against the other; 1 is the
 * same, also if neither sees anything.
 */
final class Agreement {
  private static final double LEAST_SCORE = 0.5;
  private static final double LEAST_IOU = 0.5;

  private Agreement() {}

  /** Detections that are looked at. */
  static List<CocoDetection> sure(List<CocoDetection> detections) {
    return detections.stream().filter(one -> one.score() > LEAST_SCORE).toList();
  }

  private record Pair(int first, int second, double iou) {}

  /** Returns the agreement of what two models are sure of. */
  static double of(List<CocoDetection> first, List<CocoDetection> second) {
    if (first.isEmpty() && second.isEmpty()) {
      return 1;
    }
    boolean[] firstTaken = new boolean[first.size()];
    boolean[] secondTaken = new boolean[second.size()];
    double sum = 0;
    for (Pair pair : pairs(first, second)) {
      if (!firstTaken[pair.first] && !secondTaken[pair.second]) {
        firstTaken[pair.first] = true;
        secondTaken[pair.second] = true;
        sum += pair.iou;
      }
    }
    return sum / ((first.size() + second.size()) / 2.0);
  }

  /** The best first. */
  private static List<Pair> pairs(List<CocoDetection> first, List<CocoDetection> second) {
    List<Rle> firstMasks = first.stream().map(Agreement::mask).toList();
    List<Rle> secondMasks = second.stream().map(Agreement::mask).toList();
    List<CocoBox> firstBoxes = firstMasks.stream().map(Rle::box).toList();
    List<CocoBox> secondBoxes = secondMasks.stream().map(Rle::box).toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < second.size(); j++) {
        if (first.get(i).categoryId() != second.get(j).categoryId()) {
          continue;
        }
        double iou =
            Iou.ofMasks(
                firstMasks.get(i),
                firstBoxes.get(i),
                secondMasks.get(j),
                secondBoxes.get(j),
                false);
        if (iou > LEAST_IOU) {
          pairs.add(new Pair(i, j, iou));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
    return pairs;
  }

  static Rle mask(CocoDetection detection) {
    return detection.segmentation().decode(0, 0); // run lengths know their size
  }
}
