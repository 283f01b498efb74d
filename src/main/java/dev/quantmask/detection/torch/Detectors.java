package dev.quantmask.detection.torch;

import dev.quantmask.detection.Detector;
import java.io.IOException;

/** Loads archives. */
public final class Detectors {
  private Detectors() {}

  /**
   * Loads an archive into libtorch, which takes seconds.
   *
   * @throws IOException saying what is wrong with the archive
   */
  public static Detector load(DetectorSettings settings) throws IOException {
    return TorchDetector.load(settings);
  }
}
