package dev.quantmask.detection;

import java.io.IOException;

/** Where a service gets its detector from. Loading takes seconds. */
@FunctionalInterface
public interface DetectorLoader {
  /**
   * Loads the model; it may be called again after a failure.
   *
   * @throws IOException saying what is wrong with the archive, for whoever configured it
   */
  Detector load() throws IOException;
}
