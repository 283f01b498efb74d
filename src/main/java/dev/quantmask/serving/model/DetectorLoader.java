package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.ModelSource;
import java.io.IOException;

/** Loads detectors. Loading takes seconds. */
@FunctionalInterface
public interface DetectorLoader {
  /**
   * Loads a model; it may be called again, after a failure or for a file that has changed.
   *
   * @throws IOException saying what is wrong with the archive, for the operator
   */
  Detector load(ModelSource source) throws IOException;
}
