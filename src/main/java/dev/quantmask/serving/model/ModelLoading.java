package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.ServingObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Says how models are loaded, the same for all of them. */
record ModelLoading(
    DetectorLoader loader,
    WarmUp warmUp,
    Executor executor,
    RemoteModels remote,
    ServingObserver observer,
    LongSupplier clock) {
  /** Runs a load in its turn, and where the archive has to be fetched, after that. */
  void execute(ModelSource source, Runnable load) {
    if (source instanceof ModelSource.Remote fetched) {
      remote.afterFetch(fetched.file(), () -> executeOrFail(load));
    } else {
      executor.execute(load);
    }
  }

  /** At the end nothing is loaded any more: the load itself says why, to those who wait for it. */
  private void executeOrFail(Runnable load) {
    try {
      executor.execute(load);
    } catch (RejectedExecutionException e) {
      load.run();
    }
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

  /** Waits for a load, or for what else a model has to wait for. */
  static void await(CompletableFuture<Void> end, Deadline deadline) throws ServingException {
    try {
      end.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new DeadlineExceededException(deadline);
    } catch (ExecutionException e) {
      throw new ModelUnavailableException(reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the model", e);
    }
  }

  /** Only what is thrown to be read is passed on: other messages speak of classes. */
  static String reason(Throwable e) {
    return e instanceof IOException && e.getMessage() != null
        ? e.getMessage()
        : "the model cannot be loaded; the log says why";
  }
}
