package dev.quantmask.detection;

import java.io.IOException;

/** Loads archives. */
public final class Detectors {
  private Detectors() {}

  /**
   * Interim: to be replaced.
   *
   * @throws IOException saying what is wrong with the archive
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static Detector load(DetectorSettings settings) throws IOException {
    throw new IOException("model: loading is not part of this build yet: " + settings.source());
  }
}
