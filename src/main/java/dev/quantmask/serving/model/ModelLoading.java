package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.serving.api.ServingObserver;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Says how models are loaded, the same for all of them. */
record ModelLoading(
    DetectorLoader loader,
    WarmUp warmUp,
    Executor executor,
    ServingObserver observer,
    LongSupplier clock) {
  void execute(Runnable load) {
    executor.execute(load);
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /**
   * Loads a model, and if so wanted runs it once.
   *
   * @throws IOException saying what is wrong with it
   */
  Detector load(ModelSource source, boolean warm) throws IOException {
    source.check();
    Detector detector = loader.load(source);
    if (!warm) {
      return detector;
    }
    try {
      warmUp.run(detector);
      return detector;
    } catch (IOException | RuntimeException | Error e) {
      detector.close();
      throw e;
    }
  }

  /** Only what is thrown to be read is passed on: other messages speak of classes. */
  static String reason(Throwable e) {
    return e instanceof IOException && e.getMessage() != null
        ? e.getMessage()
        : "the model cannot be loaded; the log says why";
  }
}
