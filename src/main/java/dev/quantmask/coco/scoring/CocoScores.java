package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.scoring.Metric.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of one comparison; -1 where there is nothing to find. */
public final class CocoScores {
  private static final int LEADERBOARD_LIMIT = 100;

  private final ScoringOptions options;
  private final List<CocoCategory> categories;
  private final PrecisionRecallCurve[]
      curves; // (classes, area ranges, limits); null: nothing to find
  private final BestThreshold[] bestThresholds; // [class]; null: nothing is found
  private final int classes;

  CocoScores(
      ScoringOptions options,
      List<CocoCategory> categories,
      PrecisionRecallCurve[] curves,
      BestThreshold[] bestThresholds) {
    this.options = options;
    this.categories = categories;
    this.curves = curves;
    this.bestThresholds = bestThresholds;
    this.classes = curves.length / AreaRange.COUNT / options.maxDetections().size();
  }

  public ScoringOptions options() {
    return options;
  }

  /** The classes by rising id; without them ({@link ScoringOptions#byCategory}) none. */
  public List<CocoCategory> categories() {
    return categories;
  }

  /**
   * A figure over all classes. As in pycocotools, {@link Metric#AP} is at 100 detections literally
   * and -1 if that is none of the limits; {@link #apAt} has it at any of them.
   */
  public double get(Metric metric) {
    int[] limits = metric == Metric.AP ? limits(LEADERBOARD_LIMIT) : limits(limit(metric.limit()));
    return mean(metric.kind(), metric.area(), limits, 0, classes);
  }

  /**
   * A figure of one class; {@link Metric#AP} is at the third limit, whatever that is.
   *
   * @param k position in {@link #categories}
   */
  public double get(Metric metric, int k) {
    int[] limits = limits(limit(metric.limit()));
    return mean(metric.kind(), metric.area(), limits, k, k + 1);
  }

  /** AP over all classes at one of {@link ScoringOptions#maxDetections}. */
  public double apAt(int maxDetections) {
    return mean(Kind.PRECISION, AreaRange.ALL, limits(maxDetections), 0, classes);
  }

  /**
   * The curve of a class; empty if there is nothing to find.
   *
   * @param k position in {@link #categories}
   * @param limit position in {@link ScoringOptions#maxDetections}
   */
  public Optional<PrecisionRecallCurve> curve(int k, AreaRange area, int limit) {
    return Optional.ofNullable(at(k, area, limit));
  }

  /**
   * Returns the score from which on to keep detections of a class; empty if none is right.
   *
   * @param k position in {@link #categories}
   */
  public Optional<BestThreshold> bestThreshold(int k) {
    return Optional.ofNullable(bestThresholds[k]);
  }

  private int limit(int position) {
    return options.maxDetections().get(position);
  }

  /** Positions of a limit; it may have been asked for twice. */
  private int[] limits(int value) {
    return IntStream.range(0, options.maxDetections().size())
        .filter(i -> limit(i) == value)
        .toArray();
  }

  private PrecisionRecallCurve at(int k, AreaRange area, int limit) {
    int ranges = AreaRange.COUNT;
    return curves[(k * ranges + area.ordinal()) * options.maxDetections().size() + limit];
  }

  /** Averages in the order of numpy, which decides the last bit: by IoU, recall, class. */
  private double mean(Kind kind, AreaRange area, int[] limits, int firstClass, int endClass) {
    int points = kind == Kind.RECALL ? 1 : PrecisionRecallCurve.POINTS;
    int firstIou =
        switch (kind) {
          case PRECISION, RECALL, PRECISION_AT_50 -> Thresholds.IOU_50;
          case PRECISION_AT_75 -> Thresholds.IOU_75;
        };
    int endIou =
        switch (kind) {
          case PRECISION, RECALL -> Thresholds.IOU.length;
          case PRECISION_AT_50, PRECISION_AT_75 -> firstIou + 1;
        };
    int most = (endIou - firstIou) * points * (endClass - firstClass) * limits.length;
    double[] values = new double[most];
    int size = 0;
    for (int point = firstIou * points; point < endIou * points; point++) {
      for (int k = firstClass; k < endClass; k++) {
        for (int limit : limits) {
          PrecisionRecallCurve curve = at(k, area, limit);
          if (curve != null) {
            values[size++] = kind == Kind.RECALL ? curve.recall()[point] : curve.precision()[point];
          }
        }
      }
    }
    return PairwiseMean.of(values, size);
  }
}
