package dev.quantmask.coco.scoring;

/** Computes the curves of one class from its detections in all images. */
final class CurveBuilder {
  private static final double[] RECALL = Thresholds.RECALL;
  private static final int IOUS = Thresholds.IOU.length;
  private static final double EPSILON = Math.ulp(1.0); // numpy.spacing(1)

  private final Matches matches;
  private final double[] score; // [detection]
  private final int[] sorted; // detections of the class, best first

  // Of the curve that is being built:
  private final int[] counted; // detections within the limit, best first
  private final int[] right; // [position in counted], see Matches
  private final int[] wrong;
  private int size; // of these three
  private final double[] precision; // at each detection that is right
  private final int[] place; // in counted, of each detection that is right

  /**
   * Takes the detections of a class.
   *
   * @param sorted best first; equal ones by image, then by place in the image
   */
  CurveBuilder(Matches matches, double[] score, int[] sorted) {
    this.matches = matches;
    this.score = score;
    this.sorted = sorted;
    this.counted = new int[sorted.length];
    this.right = new int[sorted.length];
    this.wrong = new int[sorted.length];
    this.precision = new double[sorted.length];
    this.place = new int[sorted.length];
  }

  /**
   * Builds a curve.
   *
   * @param limit detections of an image that count
   * @param objects how many there are to find, at least 1
   */
  Curve build(int area, int limit, int objects) {
    Curve curve =
        new Curve(
            new double[IOUS * RECALL.length], new double[IOUS * RECALL.length], new double[IOUS]);
    count(area, limit);
    for (int t = 0; t < IOUS && size > 0; t++) {
      int hits = collectHits(t);
      curve.recall()[t] = (double) hits / objects;
      sample(curve, t * RECALL.length, hits, objects);
    }
    return curve;
  }

  private void count(int area, int limit) {
    size = 0;
    for (int detection : sorted) {
      if (matches.rank(detection) < limit) {
        counted[size] = detection;
        right[size] = matches.right(detection, area);
        wrong[size] = matches.wrong(detection, area);
        size++;
      }
    }
  }

  /** Precision at each right detection, then the best of it and all that follow. */
  private int collectHits(int t) {
    int hits = 0;
    int misses = 0;
    for (int i = 0; i < size; i++) {
      misses += wrong[i] >> t & 1;
      if ((right[i] >> t & 1) != 0) {
        place[hits] = i;
        hits++;
        precision[hits - 1] = hits / ((double) (misses + hits) + EPSILON);
      }
    }
    // What is not right only lowers precision: the best of all that follow is at a right one.
    for (int i = hits - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    return hits;
  }

  private void sample(Curve curve, int start, int hits, int objects) {
    // A recall of 0 is reached by the first detection, right or not.
    curve.precision()[start] = hits == 0 ? 0 : precision[0];
    curve.scores()[start] = score[counted[0]];
    int hit = 0;
    for (int r = 1; r < RECALL.length; r++) {
      while (hit < hits && (double) (hit + 1) / objects < RECALL[r]) {
        hit++;
      }
      if (hit == hits) {
        return;
      }
      curve.precision()[start + r] = precision[hit];
      curve.scores()[start + r] = score[counted[place[hit]]];
    }
  }
}
