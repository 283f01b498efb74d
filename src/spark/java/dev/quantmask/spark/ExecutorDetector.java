package dev.quantmask.spark;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.Stopwatch;
import dev.quantmask.detection.Timing;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.engine.Device;
import dev.quantmask.image.ImageDecoder;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.OpenedImage;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.admission.ImageMemory;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.spark.SparkEnv;

/**
 * The detector of an executor's process, which all of its tasks share. An inference has as many
 * threads as a task has cores: what it computes then depends on no executor's size.
 */
final class ExecutorDetector {
  private static final Map<String, ExecutorDetector> LOADED = new HashMap<>(); // by SHA-256

  private final Detector detector;

  private ExecutorDetector(Detector detector) {
    this.detector = detector;
  }

  /**
   * Returns the detector of this process; the first task loads it.
   *
   * @throws IOException when the model cannot be loaded, or is not the one that the driver has seen
   */
  static ExecutorDetector of(SharedModel model) throws IOException {
    synchronized (LOADED) {
      ExecutorDetector loaded = LOADED.get(model.sha256());
      if (loaded == null) {
        loaded = load(model);
        LOADED.put(model.sha256(), loaded);
      }
      return loaded;
    }
  }

  private static ExecutorDetector load(SharedModel model) throws IOException {
    int threads = SparkEnv.get().conf().getInt("spark.task.cpus", 1);
    Detector detector =
        DetectorOpener.LIBTORCH.open(new DetectorSettings(model.source(), Device.CPU, threads));
    String found = detector.model().sha256();
    if (!found.equals(model.sha256())) {
      detector.close();
      throw new IOException(
          Text.format(
              "model %s: expected the file of the driver, SHA-256 %s, found %s",
              model.source().label(), model.sha256(), found));
    }
    return new ExecutorDetector(detector);
  }

  String modelName() {
    return detector.model().name();
  }

  /**
   * Decodes and detects; an image waits until the heap has room for its pixels.
   *
   * @throws ImageException when the bytes are no image within the limits
   */
  Detections detect(byte[] bytes, DetectionOptions options)
      throws ImageException, InterruptedException {
    Future<Detections> found = InferenceThreads.submit(() -> run(bytes, options));
    try {
      return found.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ImageException image) {
        throw image;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(e.getCause());
    }
  }

  private Detections run(byte[] bytes, DetectionOptions options) throws ImageException {
    Stopwatch watch = new Stopwatch();
    OpenedImage opened = ImageDecoder.open(bytes, ImageLimits.DEFAULT);
    try (ImageMemory.Share share =
        HeapShares.PIXELS.take(opened.pixels(), opened.bytesPerPixel(), HeapShares.FOREVER)) {
      RgbImage image = opened.decode();
      share.shrink(RgbImage.BYTES_PER_PIXEL);
      double decode = watch.lap();
      Detections found = detector.detect(image, options);
      Timing network = found.timing();
      return found.timed(
          new Timing(
              decode, 0, 0, network.inference(), network.postprocess(), watch.total(), false));
    } catch (ServingException e) {
      throw new ImageException(HeapShares.tooLarge(e), e);
    }
  }
}
