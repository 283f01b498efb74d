package dev.quantmask.detection;

import dev.quantmask.image.RgbImage;

/** A loaded model. Safe for use by several threads at once. */
public interface Detector extends AutoCloseable {
  ModelDescription model();

  /**
   * Runs the network; the timing has {@code inference} and {@code postprocess} filled, the rest 0.
   */
  Detections detect(RgbImage image, DetectionOptions options);

  /** What it runs in. */
  default RuntimeVersions versions() {
    return RuntimeVersions.NONE;
  }

  @Override
  void close();
}
