package dev.quantmask.coco.scoring;

import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.List;

/**
 * Lists where precision is looked at, with the rounding of numpy's {@code linspace}: neighbouring
 * doubles such as 0.9 for 0.8999999999999999 give other figures.
 */
public final class Thresholds {
  /** COCO's own of IoU: 0.5, 0.55 to 0.95. */
  public static final List<Double> STANDARD_IOU = range(0.5, 0.95, 0.05);

  public static final double IOU_50 = 0.5;

  static final double IOU_75 = 0.75;

  /** Of recall: 0, 0.01 to 1. */
  static final double[] RECALL = array(range(0, 1, 0.01));

  private static final int MOST = 10_000;
  private static final double TOLERANCE = 1e-6; // of a step

  private Thresholds() {}

  /**
   * Lists numbers at the same distance, both ends included.
   *
   * @throws IllegalArgumentException if steps do not lead from one end to the other
   */
  public static List<Double> range(double first, double last, double step) {
    double steps = (last - first) / step;
    if (!(step > 0
        && steps >= 0
        && steps < MOST
        && Math.abs(steps - Math.rint(steps)) < TOLERANCE)) {
      throw new IllegalArgumentException(
          Text.format(
              "iou-thresholds: expected a range whose steps lead from its first number up to its"
                  + " last, found %s:%s:%s",
              first, last, step));
    }
    Double[] values = new Double[(int) Math.rint(steps) + 1];
    double exactStep = (last - first) / (values.length - 1);
    Arrays.setAll(values, i -> i == values.length - 1 ? last : i * exactStep + first);
    return List.of(values);
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }
}
