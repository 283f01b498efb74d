package dev.quantmask.cli;

import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.ConfusionMatrix;
import dev.quantmask.coco.scoring.IouType;
import java.util.Locale;

/**
 * One comparison, and what of it is shown.
 *
 * @param perClass the figures of each class
 * @param thresholds the score of the best F1 of each class
 * @param confusion null if it was not asked for
 */
record ScoreSections(
    CocoScores scores, boolean perClass, boolean thresholds, ConfusionMatrix confusion) {
  String type() {
    return name(scores.options().iouType());
  }

  static String name(IouType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
