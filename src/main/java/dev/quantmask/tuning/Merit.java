package dev.quantmask.tuning;

/**
 * What a goal looks at.
 *
 * @param milliseconds an image
 * @param loss AP that is lost, of boxes or of masks, whichever is more, in points
 */
record Merit(double milliseconds, double loss) {
  /** Returns whether it is at least as good in both, and better in one. */
  boolean dominates(Merit other) {
    return milliseconds <= other.milliseconds
        && loss <= other.loss
        && (milliseconds < other.milliseconds || loss < other.loss);
  }
}
