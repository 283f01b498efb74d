package dev.quantmask.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * 95% confidence intervals: the images are resampled with replacement, and the figure is computed
 * of each sample; the interval is from its 2.5% to its 97.5% quantile (<a
 * href="https://doi.org/10.1214/ss/1177013815">Efron and Tibshirani 1986</a>, the percentile
 * method). Both models are seen on the same images, so that hard images do not widen the interval.
 *
 * <p>The draws are the same in every run.
 *
 * @param images how many there are
 */
public record Bootstrap(int images) {
  public static final int SAMPLES = 1000;
  private static final long SEED = 20261122;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** Returns how often each image was drawn. */
  public int[] weights(int sample) {
    SplittableRandom random = new SplittableRandom(SEED + sample);
    int[] weights = new int[images];
    for (int i = 0; i < images; i++) {
      weights[random.nextInt(images)]++;
    }
    return weights;
  }

  /**
   * Returns how many times faster the second is than the first: the ratio of median times. Medians,
   * and not means of paired ratios, because the interval then belongs to the figure that stands
   * beside it, and because a few hiccups of a busy machine do not move them.
   *
   * @param first milliseconds by image
   * @param second milliseconds by image
   */
  public Interval speedUp(double[] first, double[] second) {
    WeightedMedian median = new WeightedMedian(first);
    WeightedMedian other = new WeightedMedian(second);
    double[] ratios = new double[SAMPLES];
    Arrays.parallelSetAll(
        ratios,
        sample -> {
          int[] weights = weights(sample);
          return median.of(weights) / other.of(weights);
        });
    int[] once = new int[images];
    Arrays.fill(once, 1);
    return interval(median.of(once) / other.of(once), ratios);
  }

  /** Returns the median of milliseconds by image. */
  public Interval median(double[] milliseconds) {
    WeightedMedian median = new WeightedMedian(milliseconds);
    double[] medians = new double[SAMPLES];
    Arrays.parallelSetAll(medians, sample -> median.of(weights(sample)));
    int[] once = new int[images];
    Arrays.fill(once, 1);
    return interval(median.of(once), medians);
  }

  /**
   * Returns what the second has more than the first.
   *
   * @param first the figure of each sample
   * @param second the same of the other model
   */
  public static Interval change(double value, double[] first, double[] second) {
    double[] changes = new double[first.length];
    Arrays.setAll(changes, sample -> second[sample] - first[sample]);
    return interval(value, changes);
  }

  static Interval interval(double value, double[] samples) {
    return new Interval(value, Quantile.of(samples, LOW), Quantile.of(samples, HIGH));
  }
}
