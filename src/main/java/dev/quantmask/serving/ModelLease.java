package dev.quantmask.serving;

import dev.quantmask.detection.Detector;

/**
 * A model that stays loaded until this is closed.
 *
 * @param loadedHere whether this request made it load; others that waited for that have queued
 */
record ModelLease(LoadedModel model, boolean loadedHere) implements AutoCloseable {
  Detector detector() {
    return model.detector();
  }

  @Override
  public void close() {
    model.release();
  }
}
