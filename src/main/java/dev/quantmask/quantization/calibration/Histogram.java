package dev.quantmask.quantization.calibration;

/**
 * Counts how often a layer put out which values.
 *
 * @param limit of the values; the bins divide the range from {@code -limit} to {@code limit} evenly
 * @param counts by bin
 */
@SuppressWarnings("ArrayRecordComponent")
record Histogram(double limit, double[] counts) {
  double width() {
    return 2 * limit / counts.length;
  }

  /** Returns where bin i begins. */
  double edge(int i) {
    return -limit + i * width();
  }

  double center(int i) {
    return edge(i) + width() / 2;
  }

  double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  /** The lower edge of the first bin with a value; 0 if there is none. */
  double least() {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        return edge(i);
      }
    }
    return 0;
  }

  /** The upper edge of the last bin with a value; 0 if there is none. */
  double most() {
    for (int i = counts.length - 1; i >= 0; i--) {
      if (counts[i] > 0) {
        return edge(i + 1);
      }
    }
    return 0;
  }
}
