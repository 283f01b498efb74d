package dev.quantmask.server.streaming;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.tracking.Tracker;
import dev.quantmask.tracking.TrackerOptions;

/**
 * Follows the objects of a session, whose frames come one after another, but not all of them:
 * objects move on in the others.
 */
final class StreamTracking {
  private final Tracker tracker = new Tracker(TrackerOptions.DEFAULT);
  private long next;

  /**
   * Looks at a frame.
   *
   * @param frame its number
   */
  DetectionResult update(long frame, DetectionResult result) {
    for (; next < frame; next++) {
      tracker.predict();
    }
    next++;
    return tracker.update(result);
  }
}
