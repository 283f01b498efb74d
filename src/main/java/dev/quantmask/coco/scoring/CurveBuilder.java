package dev.quantmask.coco.scoring;

import java.util.Arrays;

/** Computes the curves of one class from its detections in all images. */
final class CurveBuilder {
  private static final double[] RECALL = Thresholds.RECALL;
  private static final double EPSILON = Math.ulp(1.0); // numpy.spacing(1)

  private final Matches matches;
  private final double[] score; // [detection]
  private final int[] sorted; // detections of the class, best first

  // Of the curve that is being built, by IoU threshold:
  private final int[] hits; // right detections so far
  private final int[] misses; // wrong ones so far, but those wrong everywhere
  private final double[][] precision; // at each hit
  private final int[][] detectionOfHit;

  /**
   * Takes the detections of a class.
   *
   * @param ious how many thresholds there are
   * @param sorted best first; equal ones by image, then by place in the image
   */
  CurveBuilder(Matches matches, int ious, double[] score, int[] sorted) {
    this.matches = matches;
    this.score = score;
    this.sorted = sorted;
    this.hits = new int[ious];
    this.misses = new int[ious];
    this.precision = new double[ious][sorted.length];
    this.detectionOfHit = new int[ious][sorted.length];
  }

  /**
   * Builds a curve.
   *
   * @param limit detections of an image that count
   * @param objects how many there are to find, at least 1
   */
  PrecisionRecallCurve build(int area, int limit, int objects) {
    int points = hits.length * RECALL.length;
    PrecisionRecallCurve curve =
        new PrecisionRecallCurve(new double[points], new double[points], new double[hits.length]);
    int best = count(area, limit);
    for (int t = 0; t < hits.length && best >= 0; t++) {
      curve.recall()[t] = (double) hits[t] / objects;
      // What is not right only lowers precision: the best of all that follow is at a hit.
      for (int i = hits[t] - 1; i > 0; i--) {
        precision[t][i - 1] = Math.max(precision[t][i - 1], precision[t][i]);
      }
      sample(curve, t, best, objects);
    }
    return curve;
  }

  /** Collects the hits and returns the best of the detections within the limit; -1 if none is. */
  private int count(int area, int limit) {
    Arrays.fill(hits, 0);
    Arrays.fill(misses, 0);
    int wrongEverywhere = 0;
    int best = -1;
    for (int detection : sorted) {
      if (matches.rank(detection) >= limit) {
        continue;
      }
      best = best < 0 ? detection : best;
      int wrong = matches.wrong(detection, area);
      if (wrong == matches.all()) {
        wrongEverywhere++;
        continue;
      }
      for (int left = wrong; left != 0; left &= left - 1) {
        misses[Integer.numberOfTrailingZeros(left)]++;
      }
      for (int left = matches.right(detection, area); left != 0; left &= left - 1) {
        int t = Integer.numberOfTrailingZeros(left);
        int before = hits[t]++;
        double counted = misses[t] + wrongEverywhere + hits[t];
        precision[t][before] = hits[t] / (counted + EPSILON);
        detectionOfHit[t][before] = detection;
      }
    }
    return best;
  }

  private void sample(PrecisionRecallCurve curve, int t, int best, int objects) {
    int start = t * RECALL.length;
    // A recall of 0 is reached by the first detection, right or not.
    curve.precision()[start] = hits[t] == 0 ? 0 : precision[t][0];
    curve.scores()[start] = score[best];
    int hit = 0;
    for (int r = 1; r < RECALL.length; r++) {
      while (hit < hits[t] && (double) (hit + 1) / objects < RECALL[r]) {
        hit++;
      }
      if (hit == hits[t]) {
        return;
      }
      curve.precision()[start + r] = precision[t][hit];
      curve.scores()[start + r] = score[detectionOfHit[t][hit]];
    }
  }
}
