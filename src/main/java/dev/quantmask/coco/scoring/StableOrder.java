package dev.quantmask.coco.scoring;

/** Sorts indices, equals in the order they had: ties decide which of two detections counts. */
final class StableOrder {
  private static final int INSERTION = 12; // runs up to this length are sorted by insertion

  private StableOrder() {}

  /**
   * Sorts a range of indices by falling score; 0.0 and -0.0 are equal, and none may be NaN.
   *
   * @param score {@code score[index]}
   */
  static void byFallingScore(int[] indices, int start, int end, double[] score) {
    int[] spare = end - start > INSERTION ? new int[end - start] : null;
    sort(indices, start, end, score, spare);
  }

  private static void sort(int[] indices, int start, int end, double[] score, int[] spare) {
    if (end - start <= INSERTION) {
      insert(indices, start, end, score);
      return;
    }
    int middle = (start + end) >>> 1;
    sort(indices, start, middle, score, spare);
    sort(indices, middle, end, score, spare);
    if (score[indices[middle - 1]] >= score[indices[middle]]) {
      return;
    }
    int left = middle - start;
    System.arraycopy(indices, start, spare, 0, left);
    int from = 0;
    int right = middle;
    for (int to = start; from < left; to++) {
      boolean takeRight = right < end && score[indices[right]] > score[spare[from]];
      indices[to] = takeRight ? indices[right++] : spare[from++];
    }
  }

  private static void insert(int[] indices, int start, int end, double[] score) {
    for (int i = start + 1; i < end; i++) {
      int index = indices[i];
      double own = score[index];
      int j = i;
      while (j > start && score[indices[j - 1]] < own) {
        indices[j] = indices[j - 1];
        j--;
      }
      indices[j] = index;
    }
  }

  /**
   * Sorts indices by a small key, rising.
   *
   * @param key {@code key[index]}, from 0 to {@code keys - 1}
   */
  static int[] byKey(int[] indices, int[] key, int keys) {
    int[] place = new int[keys + 1];
    for (int index : indices) {
      place[key[index] + 1]++;
    }
    for (int i = 0; i < keys; i++) {
      place[i + 1] += place[i];
    }
    int[] sorted = new int[indices.length];
    for (int index : indices) {
      sorted[place[key[index]]++] = index;
    }
    return sorted;
  }
}
