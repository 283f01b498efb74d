package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.Frequency;
import dev.quantmask.coco.scoring.Metric.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of one comparison; -1 where there is nothing to find. */
public final class CocoScores {
  private static final int LEADERBOARD_LIMIT = 100;

  private final ScoringOptions options;
  private final List<CocoCategory> categories;
  private final List<Frequency> frequencies; // [class]; empty if the file has none
  private final PrecisionRecallCurve[]
      curves; // (classes, area ranges, limits); null: nothing to find
  private final BestThreshold[] bestThresholds; // [class]; null: nothing is found
  private final int classes;

  CocoScores(
      ScoringOptions options,
      List<CocoCategory> categories,
      List<Frequency> frequencies,
      PrecisionRecallCurve[] curves,
      BestThreshold[] bestThresholds) {
    this.options = options;
    this.categories = categories;
    this.frequencies = frequencies;
    this.curves = curves;
    this.bestThresholds = bestThresholds;
    this.classes = curves.length / options.areaRanges().size() / options.maxDetections().size();
  }

  public ScoringOptions options() {
    return options;
  }

  /** The classes by rising id; without them ({@link ScoringOptions#byCategory}) none. */
  public List<CocoCategory> categories() {
    return categories;
  }

  /**
   * A figure over all classes, or those of its frequency; -1 where there is nothing to find. As in
   * pycocotools, {@link Metric#AP} is at 100 detections literally and -1 if that is none of the
   * limits; {@link #apAt} has it at any of them.
   */
  public double get(Metric metric) {
    boolean at100 = metric.limit() == Metric.AT_100;
    int[] limits = limits(at100 ? LEADERBOARD_LIMIT : limit(metric.limit()));
    return mean(metric, limits, classes(metric.frequency()));
  }

  /**
   * A figure of one class; {@link Metric#AP} is at the third limit, whatever that is.
   *
   * @param k position in {@link #categories}
   */
  public double get(Metric metric, int k) {
    int position = metric.limit() == Metric.AT_100 ? Metric.AP50.limit() : metric.limit();
    return mean(metric, limits(limit(position)), k);
  }

  /** AP over all classes at one of {@link ScoringOptions#maxDetections}. */
  public double apAt(int maxDetections) {
    return mean(Metric.AP, limits(maxDetections), classes(null));
  }

  /**
   * Returns the frequency of a class, of LVIS.
   *
   * @param k position in {@link #categories}
   */
  public Frequency frequency(int k) {
    return frequencies.get(k);
  }

  /** Positions of the classes of a frequency; null: of all. */
  private int[] classes(Frequency frequency) {
    return IntStream.range(0, classes)
        .filter(k -> frequency == null || frequencies.get(k) == frequency)
        .toArray();
  }

  /**
   * The curve of a class; empty if there is nothing to find.
   *
   * @param k position in {@link #categories}
   * @param limit position in {@link ScoringOptions#maxDetections}
   */
  public Optional<PrecisionRecallCurve> curve(int k, AreaRange area, int limit) {
    return Optional.ofNullable(at(k, options.areaRanges().indexOf(area), limit));
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

  private PrecisionRecallCurve at(int k, int area, int limit) {
    int ranges = options.areaRanges().size();
    return curves[(k * ranges + area) * options.maxDetections().size() + limit];
  }

  /** Averages in the order of numpy, which decides the last bit: by IoU, recall, class. */
  private double mean(Metric metric, int[] limits, int... ofClasses) {
    boolean recall = metric.kind() == Kind.RECALL;
    int points = recall ? 1 : PrecisionRecallCurve.POINTS;
    int area = options.area(metric.area());
    if (area < 0) {
      return -1;
    }
    int only = options.iouThresholds().indexOf(metric.threshold());
    boolean all = metric.threshold() == Metric.MEAN;
    int firstIou = all ? 0 : Math.max(only, 0);
    int endIou = all ? options.iouThresholds().size() : only + 1;
    double[] values =
        new double[Math.max(0, endIou - firstIou) * points * ofClasses.length * limits.length];
    int size = 0;
    for (int point = firstIou * points; point < endIou * points; point++) {
      for (int k : ofClasses) {
        for (int limit : limits) {
          PrecisionRecallCurve curve = at(k, area, limit);
          if (curve != null) {
            values[size++] = recall ? curve.recall()[point] : curve.precision()[point];
          }
        }
      }
    }
    return PairwiseMean.of(values, size);
  }
}
