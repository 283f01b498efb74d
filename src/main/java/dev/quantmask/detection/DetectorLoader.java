package dev.quantmask.detection;

import java.io.IOException;

/** Loads the model, which takes seconds; called again after a failure. */
@FunctionalInterface
public interface DetectorLoader {
  /**
   * @throws IOException saying what is wrong with the archive, for whoever configured it
   */
  Detector load() throws IOException;
}
