package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import java.util.concurrent.CompletableFuture;

/** A detector that is freed when nobody uses it any more, and its owner has let it go. */
final class LoadedModel {
  private final Detector detector;
  private final String stamp;
  private final CompletableFuture<Void> freed = new CompletableFuture<>();
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

  /** Completed when the detector has been closed. */
  CompletableFuture<Void> freed() {
    return freed;
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
      freed.complete(null);
    }
  }

  private synchronized boolean isLast() {
    return --users == 0;
  }

  synchronized boolean isIdle() {
    return users == 1;
  }
}
