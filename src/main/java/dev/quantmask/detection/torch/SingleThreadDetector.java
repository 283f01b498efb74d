package dev.quantmask.detection.torch;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.detection.Timing;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.IoSupplier;
import java.io.IOException;

/**
 * Takes bytes to detections, one image after another in one thread. The model is loaded while the
 * first image is decoded.
 */
public final class SingleThreadDetector implements AutoCloseable {
  private final IoSupplier<Detector> opener;
  private ShortLivedThread<Detector> loading; // null before the first image
  private boolean isCold = true;

  /**
   * Makes one whose model is not loaded yet.
   *
   * @param opener loads it
   */
  public SingleThreadDetector(IoSupplier<Detector> opener) {
    this.opener = opener;
  }

  /**
   * Decodes and detects.
   *
   * @param bytes an encoded image
   * @throws ImageException when the bytes are not an image within the default limits
   * @throws IOException when the model cannot be loaded
   */
  public DetectionResult detect(byte[] bytes, DetectionOptions options)
      throws ImageException, IOException {
    Stopwatch watch = new Stopwatch();
    beginLoading();
    RgbImage image = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    return detect(image, watch, watch.lap(), options);
  }

  /**
   * Detects in what is decoded already.
   *
   * @throws IOException when the model cannot be loaded
   */
  public DetectionResult detect(RgbImage image, DetectionOptions options) throws IOException {
    beginLoading();
    return detect(image, new Stopwatch(), 0, options);
  }

  private void beginLoading() {
    if (loading == null) {
      loading = ShortLivedThread.start("first-load", opener);
    }
  }

  private DetectionResult detect(
      RgbImage image, Stopwatch watch, double decode, DetectionOptions options) throws IOException {
    Detector detector = loading.result();
    boolean coldStart = isCold;
    isCold = false;
    double load = coldStart ? watch.lap() : 0;
    Detections found = detector.detect(image, options);
    Timing network = found.timing();
    Timing timing =
        new Timing(
            decode, 0, load, network.inference(), network.postprocess(), watch.total(), coldStart);
    return new DetectionResult(image, found.timed(timing), detector.model());
  }

  @Override
  public void close() {
    if (loading != null) {
      loading.resultIfAny().ifPresent(Detector::close);
    }
  }
}
