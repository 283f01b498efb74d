package dev.quantmask.coco.scoring;

/**
 * The score from which on detections of a class give the best F1 at IoU 0.5.
 *
 * @param score the threshold itself counts
 * @param f1 the harmonic mean of precision and recall
 */
public record BestThreshold(double score, double f1, double precision, double recall) {
  /**
   * Tries every score.
   *
   * @param sorted detections of a class, best first
   * @param iou the bit of IoU 0.5
   * @param objects how many there are to find
   * @return null if nothing is found
   */
  static BestThreshold of(Matches matches, int iou, double[] score, int[] sorted, int objects) {
    int right = 0;
    int wrong = 0;
    BestThreshold best = null;
    for (int i = 0; i < sorted.length; i++) {
      right += matches.right(sorted[i], ScoringOptions.MAIN_AREA) >> iou & 1;
      wrong += matches.wrong(sorted[i], ScoringOptions.MAIN_AREA) >> iou & 1;
      boolean tie = i + 1 < sorted.length && score[sorted[i + 1]] == score[sorted[i]];
      double f1 = 2.0 * right / (right + wrong + objects);
      if (!tie && right > 0 && (best == null || f1 > best.f1)) {
        best =
            new BestThreshold(
                score[sorted[i]], f1, (double) right / (right + wrong), (double) right / objects);
      }
    }
    return best;
  }
}
