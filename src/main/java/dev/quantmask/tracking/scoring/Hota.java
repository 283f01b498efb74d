package dev.quantmask.tracking.scoring;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Higher order tracking accuracy (Luiten and others, 2021) at 19 IoU thresholds, 0.05 to 0.95; the
 * sums from which the figures follow, of a sequence or of several.
 *
 * @param counts one for each threshold
 */
record Hota(List<Threshold> counts) {
  static final int THRESHOLDS = 19;
  static final Hota NONE =
      new Hota(Collections.nCopies(THRESHOLDS, new Threshold(0, 0, 0, 0, 0, 0, 0)));

  private static final double LEAST = 1e-10; // instead of 0 / 0: without a match LocA is 1

  /**
   * What counts at a threshold.
   *
   * @param association sum over the matched boxes of how well their object and track agree
   * @param associationRecall the same of how much of the object the track has
   * @param associationPrecision the same of how much of the track the object has
   * @param localization sum of the IoU of matched boxes
   */
  record Threshold(
      long matched,
      long missed,
      long wrong,
      double association,
      double associationRecall,
      double associationPrecision,
      double localization) {
    private Threshold plus(Threshold other) {
      return new Threshold(
          matched + other.matched,
          missed + other.missed,
          wrong + other.wrong,
          association + other.association,
          associationRecall + other.associationRecall,
          associationPrecision + other.associationPrecision,
          localization + other.localization);
    }

    private double detectionAccuracy() {
      return matched / (double) Math.max(1, matched + missed + wrong);
    }

    private double detectionRecall() {
      return matched / (double) Math.max(1, matched + missed);
    }

    private double detectionPrecision() {
      return matched / (double) Math.max(1, matched + wrong);
    }

    private double ofMatched(double sum) {
      return sum / Math.max(1, matched);
    }

    private double hota() {
      return Math.sqrt(detectionAccuracy() * ofMatched(association));
    }

    private double owta() {
      return Math.sqrt(detectionRecall() * ofMatched(association));
    }

    private double localizationAccuracy() {
      return Math.max(LEAST, localization) / Math.max(LEAST, matched);
    }
  }

  static Hota of(ScoredSequence sequence) {
    return new HotaMatching(sequence).scores();
  }

  /** The sums of both. */
  Hota plus(Hota other) {
    Threshold[] sums = new Threshold[counts.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts.get(i).plus(other.counts.get(i));
    }
    return new Hota(List.of(sums));
  }

  void addTo(Map<String, Number> figures) {
    figures.put("HOTA", mean(Threshold::hota));
    figures.put("DetA", mean(Threshold::detectionAccuracy));
    figures.put("AssA", mean(one -> one.ofMatched(one.association)));
    figures.put("DetRe", mean(Threshold::detectionRecall));
    figures.put("DetPr", mean(Threshold::detectionPrecision));
    figures.put("AssRe", mean(one -> one.ofMatched(one.associationRecall)));
    figures.put("AssPr", mean(one -> one.ofMatched(one.associationPrecision)));
    figures.put("LocA", mean(Threshold::localizationAccuracy));
    figures.put("OWTA", mean(Threshold::owta));
    Threshold lowest = counts.get(0);
    figures.put("HOTA(0)", lowest.hota());
    figures.put("LocA(0)", lowest.localizationAccuracy());
    figures.put("HOTALocA(0)", lowest.hota() * lowest.localizationAccuracy());
  }

  private double mean(ToDoubleFunction<Threshold> figure) {
    return counts.stream().mapToDouble(figure).sum() / counts.size();
  }
}
