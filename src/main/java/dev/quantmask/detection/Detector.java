package dev.quantmask.detection;

import dev.quantmask.image.RgbImage;
import java.util.List;

/** A loaded model. Several threads may use it at the same time. */
public interface Detector extends AutoCloseable {
  ModelDescription model();

  /**
   * Runs the network in the calling thread. libtorch keeps a pool of helpers for every thread that
   * calls it: a program calls from few threads, and always from the same ones.
   *
   * @param images at least one, all of one size
   * @return of each image, what it would have been alone
   */
  List<PendingDetections> infer(List<RgbImage> images);

  /**
   * Runs the network; the timing has {@code inference} and {@code postprocess} filled, the rest 0.
   */
  default Detections detect(RgbImage image, DetectionOptions options) {
    return infer(List.of(image)).get(0).detections(options);
  }

  /** Returns what it runs in. */
  default RuntimeVersions versions() {
    return RuntimeVersions.NONE;
  }

  /** Returns what loading it took. */
  default LoadTiming loadTime() {
    return LoadTiming.NONE;
  }

  @Override
  void close();
}
