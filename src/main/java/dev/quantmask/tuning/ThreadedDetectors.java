package dev.quantmask.tuning;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.detection.PendingDetections;
import dev.quantmask.detection.RuntimeVersions;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.detection.torch.DetectorSettings;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.engine.TorchRuntime;
import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Opens detectors that each run with their own number of threads, although libtorch has one for
 * all: it is set before each inference.
 *
 * @param threads by archive
 */
record ThreadedDetectors(DetectorOpener opener, Function<Path, Integer> threads)
    implements DetectorOpener {
  @Override
  public Detector open(DetectorSettings settings) throws IOException {
    Path file = ((ModelSource.File) settings.source()).path();
    return new Threaded(opener.open(settings), threads.apply(file));
  }

  private record Threaded(Detector detector, int threads) implements Detector {
    @Override
    public ModelDescription model() {
      return detector.model();
    }

    @Override
    public List<PendingDetections> infer(List<RgbImage> images) {
      TorchRuntime.useThreads(threads);
      return detector.infer(images);
    }

    @Override
    public RuntimeVersions versions() {
      return detector.versions();
    }

    @Override
    public LoadTiming loadTime() {
      return detector.loadTime();
    }

    @Override
    public void close() {
      detector.close();
    }
  }
}
