package dev.quantmask.coco.scoring;

import dev.quantmask.coco.Frequency;
import dev.quantmask.coco.scoring.Metric.Kind;
import java.util.ArrayList;
import java.util.List;

/** The figures of a protocol, in its order. */
final class Metrics {
  private final ScoringOptions options;
  private final int limit; // position of the limit of figures that name none
  private final List<Metric> metrics = new ArrayList<>();

  private Metrics(ScoringOptions options) {
    this.options = options;
    this.limit = options.protocol().leastLimits() - 1;
  }

  static List<Metric> of(ScoringOptions options) {
    Metrics metrics = new Metrics(options);
    metrics.addPrecision();
    metrics.addRecall();
    return List.copyOf(metrics.metrics);
  }

  private void addPrecision() {
    boolean coco = options.protocol() == Protocol.COCO;
    add("AP", Kind.PRECISION, Metric.MEAN, "", coco ? Metric.AT_100 : limit, null);
    for (double threshold : new double[] {Thresholds.IOU_50, Thresholds.IOU_75}) {
      if (options.iouThresholds().contains(threshold)) {
        add("AP" + Math.round(100 * threshold), Kind.PRECISION, threshold, "", limit, null);
      }
    }
    for (String area : options.namedAreas()) {
      add("AP" + area, Kind.PRECISION, Metric.MEAN, area, limit, null);
    }
    if (!coco) {
      for (Frequency frequency : Frequency.values()) {
        add("AP" + frequency.key(), Kind.PRECISION, Metric.MEAN, "", limit, frequency);
      }
    }
  }

  /** COCO names its own limits, whatever they are; LVIS names the limit that there is. */
  private void addRecall() {
    boolean coco = options.protocol() == Protocol.COCO;
    for (int i = 0; i <= limit; i++) {
      String name = coco ? "" + Protocol.COCO.maxDetections().get(i) : at();
      add("AR" + name, Kind.RECALL, Metric.MEAN, "", i, null);
    }
    for (String area : options.namedAreas()) {
      add("AR" + area + (coco ? "" : at()), Kind.RECALL, Metric.MEAN, area, limit, null);
    }
  }

  private String at() {
    return "@" + options.most();
  }

  private void add(
      String key, Kind kind, double threshold, String area, int position, Frequency frequency) {
    metrics.add(new Metric(key, kind, threshold, area, position, frequency));
  }
}
