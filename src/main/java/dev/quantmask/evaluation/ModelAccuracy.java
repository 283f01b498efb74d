package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.scoring.AreaRange;
import dev.quantmask.coco.scoring.CocoScorer;
import dev.quantmask.coco.scoring.CocoScores;
import dev.quantmask.coco.scoring.IouType;
import dev.quantmask.coco.scoring.Metric;
import dev.quantmask.coco.scoring.PrecisionRecallCurve;
import dev.quantmask.coco.scoring.ResampledPrecision;
import dev.quantmask.coco.scoring.ScoringInput;
import dev.quantmask.coco.scoring.ScoringOptions;
import dev.quantmask.report.AccuracyFigures;
import dev.quantmask.report.AccuracyFigures.ClassFigures;
import dev.quantmask.statistics.Bootstrap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says how right one model is.
 *
 * @param boxSamples AP of the boxes, in points, of each sample of the images
 * @param maskSamples the same of the masks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written after creation
record ModelAccuracy(
    AccuracyFigures boxes, AccuracyFigures masks, double[] boxSamples, double[] maskSamples) {
  /** In an AP of 1. */
  static final double POINTS = 100;

  private static final int LIMIT = 2; // position of 100 in ScoringOptions.maxDetections

  static ModelAccuracy of(CocoDataset dataset, List<CocoDetection> detections, Bootstrap bootstrap)
      throws IOException {
    ScoringInput boxes = ScoringInput.of(dataset, detections);
    ScoringInput masks = MaskCheck.input(dataset, detections, boxes);
    return new ModelAccuracy(
        figures(CocoScorer.score(boxes, ScoringOptions.of(IouType.BBOX))),
        figures(CocoScorer.score(masks, ScoringOptions.of(IouType.SEGM))),
        samples(boxes, IouType.BBOX, bootstrap),
        samples(masks, IouType.SEGM, bootstrap));
  }

  private static double[] samples(ScoringInput input, IouType type, Bootstrap bootstrap)
      throws IOException {
    double[] samples =
        ResampledPrecision.of(input, type).averagePrecision(Bootstrap.SAMPLES, bootstrap::weights);
    return Arrays.stream(samples).map(ap -> POINTS * ap).toArray();
  }

  private static AccuracyFigures figures(CocoScores scores) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Metric metric : scores.options().metrics()) {
      metrics.put(metric.key(), scores.get(metric));
    }
    List<ClassFigures> classes = new ArrayList<>();
    List<PrecisionRecallCurve> curves = new ArrayList<>();
    for (int k = 0; k < scores.categories().size(); k++) {
      classes.add(
          new ClassFigures(
              scores.categories().get(k).name(),
              scores.get(Metric.AP, k),
              scores.get(Metric.AP50, k)));
      scores.curve(k, AreaRange.ALL, LIMIT).ifPresent(curves::add);
    }
    int ious =
        curves.isEmpty() ? 1 : curves.get(0).precision().length / PrecisionRecallCurve.POINTS;
    return new AccuracyFigures(metrics, classes, precision(curves, ious), precision(curves, 1));
  }

  /**
   * The mean over classes and thresholds; -1 where there is nothing to find.
   *
   * @param ious thresholds, from 0.5 on
   */
  private static double[] precision(List<PrecisionRecallCurve> curves, int ious) {
    double[] mean = new double[PrecisionRecallCurve.POINTS];
    for (int r = 0; r < mean.length; r++) {
      double sum = 0;
      for (PrecisionRecallCurve curve : curves) {
        for (int t = 0; t < ious; t++) {
          sum += curve.precision()[t * PrecisionRecallCurve.POINTS + r];
        }
      }
      mean[r] = curves.isEmpty() ? -1 : sum / (ious * curves.size());
    }
    return mean;
  }
}
