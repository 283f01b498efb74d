package dev.quantmask.tuning;

import dev.quantmask.statistics.Interval;

/**
 * What was measured of a candidate beside others, with intervals of 95% over the images.
 *
 * @param images that it was measured on
 * @param milliseconds median of an image's network and masks
 * @param boxAp in points, as {@code maskAp}, which is -1 where there are no masks to find
 * @param speedUp over the first candidate of the trial, like the changes of AP
 */
record Outcome(
    Candidate candidate,
    int images,
    Interval milliseconds,
    double boxAp,
    double maskAp,
    Interval speedUp,
    Interval boxChange,
    Interval maskChange) {
  private static final double NOTHING_TO_FIND = -1;

  /** Returns the merit beside one that was measured on the same images. */
  Merit merit(Outcome reference) {
    double boxes = reference.boxAp - boxAp;
    double masks = reference.maskAp == NOTHING_TO_FIND ? boxes : reference.maskAp - maskAp;
    return new Merit(milliseconds.value(), Math.max(boxes, masks));
  }
}
