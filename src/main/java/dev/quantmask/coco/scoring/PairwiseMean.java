package dev.quantmask.coco.scoring;

/**
 * The mean as numpy 2.3 and newer compute it: pairwise over the whole array. The order of additions
 * decides the last bit.
 */
final class PairwiseMean {
  private static final int UNROLLED = 8;
  private static final int LARGEST_BLOCK = 128;

  private PairwiseMean() {}

  /** Returns the mean of the first values of an array; -1 if there are none. */
  static double of(double[] values, int size) {
    return size == 0 ? -1 : sum(values, 0, size) / size;
  }

  private static double sum(double[] values, int start, int size) {
    if (size < UNROLLED) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += values[start + i];
      }
      return sum;
    }
    if (size <= LARGEST_BLOCK) {
      return sumOfBlock(values, start, size);
    }
    int half = size / 2;
    half -= half % UNROLLED;
    return sum(values, start, half) + sum(values, start + half, size - half);
  }

  private static double sumOfBlock(double[] values, int start, int size) {
    double[] r = new double[UNROLLED];
    int whole = size - size % UNROLLED;
    for (int i = 0; i < whole; i++) {
      r[i % UNROLLED] += values[start + i];
    }
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (int i = whole; i < size; i++) {
      sum += values[start + i];
    }
    return sum;
  }
}
