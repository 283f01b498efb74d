package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;

/**
 * A model that stays loaded until this is closed.
 *
 * @param loadedHere whether this request made it load; others that waited for that have queued
 */
public record ModelLease(LoadedModel model, boolean loadedHere) implements AutoCloseable {
  public Detector detector() {
    return model.detector();
  }

  @Override
  public void close() {
    model.release();
  }
}
