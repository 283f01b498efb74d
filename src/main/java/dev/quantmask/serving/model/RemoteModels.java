package dev.quantmask.serving.model;

import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.io.StoredFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the models that others keep: each in a thread of its own, for a store that does not
 * answer must not keep other models waiting.
 */
final class RemoteModels {
  private static final int THREADS_EACH = 2; // for one may wait for another of the same model

  private final ScheduledExecutorService transfers;

  /**
   * Begins to fetch all of them.
   *
   * @param refresh how often their stores are asked for another version; 0: never
   */
  RemoteModels(List<ModelSettings> models, Duration refresh) {
    List<StoredFile> files =
        models.stream()
            .map(ModelSettings::source)
            .filter(ModelSource.Remote.class::isInstance)
            .map(source -> ((ModelSource.Remote) source).file())
            .toList();
    transfers =
        Executors.newScheduledThreadPool(
            THREADS_EACH * files.size(), task -> ModelRegistry.daemon(task, "model-fetch"));
    for (StoredFile file : files) {
      transfers.execute(() -> fetch(file));
      if (!refresh.isZero()) {
        lookEvery(refresh, file);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a look keeps its errors
  private void lookEvery(Duration interval, StoredFile file) {
    transfers.scheduleWithFixedDelay(
        file::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Fetches it, which says itself what was wrong. */
  private static void fetch(StoredFile file) {
    try {
      file.fetch();
    } catch (IOException e) {
      // ModelSource.problem has it.
    }
  }

  /** Does something after a model was fetched, or could not be. */
  void afterFetch(StoredFile file, Runnable next) {
    transfers.execute(
        () -> {
          fetch(file);
          next.run();
        });
  }

  /** Stops what is under way. */
  void close() {
    transfers.shutdownNow();
  }
}
