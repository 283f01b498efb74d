package dev.quantmask.function;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detections;
import dev.quantmask.detection.Detector;
import dev.quantmask.detection.DetectorLoader;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.image.RgbImage;
import jakarta.inject.Singleton;

/** Takes the place of the real loader in every test that starts the service. */
@Singleton
final class FakeLoader implements DetectorLoader {
  static final int WIDTH_THAT_CRASHES = 13;

  @Override
  public Detector load() {
    return new Crashing(new FakeDetector());
  }

  private record Crashing(Detector detector) implements Detector {
    @Override
    public ModelDescription model() {
      return detector.model();
    }

    @Override
    public Detections detect(RgbImage image, DetectionOptions options) {
      if (image.width() == WIDTH_THAT_CRASHES) {
        throw new IllegalStateException("a secret of dev.quantmask.detection");
      }
      if (Thread.currentThread().getName().contains("eventloop")) {
        throw new IllegalStateException("inference on the event loop");
      }
      return detector.detect(image, options);
    }

    @Override
    public void close() {
      detector.close();
    }
  }
}
