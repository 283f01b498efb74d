package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.scoring.CocoScorer;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.coco.scoring.ScoringOptions;
import java.io.IOException;
import java.util.List;

/** COCO's figures of boxes and of masks. */
public record Accuracy(CocoScores boxes, CocoScores masks) {
  /** Compares detections with the annotations of their images. */
  public static Accuracy of(CocoDataset dataset, List<CocoDetection> detections)
      throws IOException {
    ScoringInput input = ScoringInput.of(dataset, detections);
    return new Accuracy(
        CocoScorer.score(input, ScoringOptions.of(IouType.BBOX)),
        CocoScorer.score(input, ScoringOptions.of(IouType.SEGM)));
  }
}
