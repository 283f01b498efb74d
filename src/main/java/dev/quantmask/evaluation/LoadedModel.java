package dev.quantmask.evaluation;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.engine.InferenceException;
import dev.quantmask.image.RgbImage;
import dev.quantmask.io.IoSupplier;
import dev.quantmask.text.Text;
import java.io.IOException;

/** A model that is compared, in memory. */
record LoadedModel(ModelFile file, Detector detector, double loadMilliseconds, ModelMemory memory) {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /** Loads one. */
  static LoadedModel load(ModelFile file, IoSupplier<Detector> opener) throws IOException {
    ModelMemory memory = new ModelMemory();
    long[] nanos = new long[1];
    Detector detector =
        memory.loading(
            () -> {
              long start = System.nanoTime();
              Detector loaded = opener.get();
              nanos[0] = System.nanoTime() - start;
              return loaded;
            });
    return new LoadedModel(file, detector, nanos[0] / NANOS_PER_MILLISECOND, memory);
  }

  /**
   * Runs the network.
   *
   * @param name of the image, for the message
   */
  Detections detect(RgbImage image, String name) throws IOException {
    return detect(file, detector, image, name);
  }

  static Detections detect(ModelFile file, Detector detector, RgbImage image, String name)
      throws IOException {
    try {
      return detector.detect(image, DetectionOptions.ALL);
    } catch (InferenceException e) {
      throw new IOException(Text.format("%s: %s: %s", file.path(), name, e.getMessage()), e);
    }
  }

  RunHeader.Model facts() {
    return new RunHeader.Model(
        file.name(),
        file.path().toString(),
        detector.model().scheme(),
        detector.model().place(),
        file.sha256(),
        file.megabytes(),
        loadMilliseconds,
        memory.megabytes());
  }
}
