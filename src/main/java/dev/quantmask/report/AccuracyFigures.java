package dev.quantmask.report;

import java.util.List;
import java.util.Map;

/**
 * COCO's figures of boxes or of masks, as fractions of 1; -1 where there is nothing to find.
 *
 * @param metrics by the keys of {@code coco score --json}: {@code AP}, {@code AP50}, …
 * @param classes in the order of their ids
 * @param precision mean over IoU thresholds and classes at the 101 recall points 0, 0.01, …, 1
 * @param precisionAt50 the same at an IoU of 0.5 only
 */
public record AccuracyFigures(
    Map<String, Double> metrics,
    List<ClassFigures> classes,
    double[] precision,
    double[] precisionAt50) {
  public AccuracyFigures {
    classes = List.copyOf(classes);
  }

  public double averagePrecision() {
    return metrics.get("AP");
  }

  /** Holds the figures of one class. */
  public record ClassFigures(String name, double averagePrecision, double averagePrecisionAt50) {}
}
