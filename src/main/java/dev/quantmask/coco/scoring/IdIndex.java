package dev.quantmask.coco.scoring;

import java.util.Arrays;

/** Ids of a file in rising order; an id that is there twice counts once. */
final class IdIndex {
  private final long[] ids;

  IdIndex(long[] ids) {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (long id : sorted) {
      if (size == 0 || sorted[size - 1] != id) {
        sorted[size++] = id;
      }
    }
    this.ids = Arrays.copyOf(sorted, size);
  }

  int size() {
    return ids.length;
  }

  /** Returns where an id stands; negative if it is not there. */
  int indexOf(long id) {
    // Most files number from 0 or 1 on.
    if (ids.length > 0 && id - ids[0] >= 0 && id - ids[0] < ids.length) {
      int guess = (int) (id - ids[0]);
      if (ids[guess] == id) {
        return guess;
      }
    }
    return Arrays.binarySearch(ids, id);
  }
}
