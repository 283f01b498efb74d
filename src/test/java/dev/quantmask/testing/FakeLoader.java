package dev.quantmask.testing;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.FakeDetector;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.image.RgbImage;
import dev.quantmask.serving.model.DetectorLoader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Takes the place of the real loader in every test that starts the service. */
@Singleton
public final class FakeLoader implements DetectorLoader {
  public static final int WIDTH_THAT_CRASHES = 13;

  /** An image so wide is told of when it is run, and finished when it may be. */
  public static final int WIDTH_THAT_WAITS = 17;

  public static final Semaphore STARTED = new Semaphore(0);
  public static final Semaphore MAY_FINISH = new Semaphore(0);

  @Override
  public Detector load(ModelSource source) {
    return new Crashing(new FakeDetector());
  }

  private record Crashing(Detector detector) implements Detector {
    @Override
    public ModelDescription model() {
      return detector.model();
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      if (images.get(0).width() == WIDTH_THAT_CRASHES) {
        throw new IllegalStateException("a secret of dev.quantmask.detection");
      }
      if (images.get(0).width() == WIDTH_THAT_WAITS) {
        STARTED.release();
        MAY_FINISH.acquireUninterruptibly();
      }
      if (Thread.currentThread().getName().contains("eventloop")) {
        throw new IllegalStateException("inference on the event loop");
      }
      return detector.infer(images);
    }

    @Override
    public void close() {
      detector.close();
    }
  }
}
