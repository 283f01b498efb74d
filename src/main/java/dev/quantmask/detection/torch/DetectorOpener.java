package dev.quantmask.detection.torch;

import dev.quantmask.detection.Detector;
import java.io.IOException;

/** Loads archives; a test brings its own. */
@FunctionalInterface
public interface DetectorOpener {
  /** Loads archives into libtorch, which takes seconds. */
  DetectorOpener LIBTORCH = TorchDetector::load;

  /**
   * Loads an archive.
   *
   * @throws IOException saying what is wrong with it
   */
  Detector open(DetectorSettings settings) throws IOException;
}
