package dev.quantmask.coco.mask;

/** Reads the runs of a mask from the first on; runs that are empty are passed by. */
final class RleCursor {
  private final int[] counts;
  private int next; // the run after this one
  private int left; // pixels of this run that are still to come
  private boolean inside;

  RleCursor(int[] counts) {
    this.counts = counts;
    this.inside = true; // so that the first run is background
    settle();
  }

  boolean isInside() {
    return inside;
  }

  /** Pixels to the end of this run; 0 at the end of the mask. */
  int left() {
    return left;
  }

  /** Advances by at most {@link #left}. */
  void skip(int pixels) {
    left -= pixels;
    settle();
  }

  private void settle() {
    while (left == 0 && next < counts.length) {
      left = counts[next++];
      inside = !inside;
    }
  }
}
