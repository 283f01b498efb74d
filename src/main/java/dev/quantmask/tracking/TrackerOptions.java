package dev.quantmask.tracking;

/**
 * What a tracker takes for the same object; the defaults are those of supervision's ByteTrack.
 *
 * @param activationThreshold the score from which a detection is a high one; a new track begins 0.1
 *     above it
 * @param lostFrames how long an object may be away and keep its id, in frames
 * @param matchingThreshold the highest cost, 1 - IoU x score, at which a high detection is taken
 * @param overlap what IoU is of
 */
public record TrackerOptions(
    double activationThreshold, int lostFrames, double matchingThreshold, Overlap overlap) {
  public static final TrackerOptions DEFAULT = new TrackerOptions(0.25, 30, 0.8, Overlap.BOX);

  /** Below it a detection is not looked at. */
  static final double LOW_THRESHOLD = 0.1;

  public TrackerOptions {
    requireFraction("activationThreshold", activationThreshold);
    requireFraction("matchingThreshold", matchingThreshold);
    if (lostFrames < 0) {
      throw new IllegalArgumentException("lostFrames: expected 0 or more, found " + lostFrames);
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": expected 0 to 1, found " + value);
    }
  }

  /** The score from which an unknown detection begins a track. */
  double startThreshold() {
    double start = activationThreshold + 0.1;
    return start > 1 ? activationThreshold : start;
  }
}
