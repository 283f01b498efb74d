package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;

/** A detector that is freed when nobody uses it any more, and its owner has let it go. */
final class LoadedModel {
  private final Detector detector;
  private final String stamp;
  private int users = 1; // the owner; guarded by this

  /**
   * @param stamp of the file before it was read
   */
  LoadedModel(Detector detector, String stamp) {
    this.detector = detector;
    this.stamp = stamp;
  }

  Detector detector() {
    return detector;
  }

  String stamp() {
    return stamp;
  }

  /** False when it has been freed. */
  synchronized boolean retain() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  void release() {
    if (isLast()) {
      detector.close();
    }
  }

  private synchronized boolean isLast() {
    return --users == 0;
  }

  synchronized boolean isIdle() {
    return users == 1;
  }
}
