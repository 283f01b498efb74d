package dev.quantmask.coco.scoring;

/**
 * Lists where precision is looked at, with the rounding of numpy's {@code linspace}: neighbouring
 * doubles such as 0.9 for 0.8999999999999999 give other figures.
 */
final class Thresholds {
  /** Of IoU: 0.5, 0.55 to 0.95. */
  static final double[] IOU = linspace(0.5, 0.95, 10);

  /** Of recall: 0, 0.01 to 1. */
  static final double[] RECALL = linspace(0, 1, 101);

  /** In {@link #IOU}. */
  static final int IOU_50 = 0;

  /** In {@link #IOU}. */
  static final int IOU_75 = 5;

  private Thresholds() {}

  private static double[] linspace(double first, double last, int size) {
    double[] values = new double[size];
    double step = (last - first) / (size - 1);
    for (int i = 0; i < size; i++) {
      values[i] = i * step + first;
    }
    values[size - 1] = last;
    return values;
  }
}
