package dev.quantmask.detection;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Loads a detector once, for the first who asks; those who ask meanwhile wait for the same load.
 *
 * <p>A failure is remembered, so that a broken archive is not read again for each request, until
 * the archive changes or the back-off has passed.
 */
final class ModelHolder implements AutoCloseable {
  /** What a caller gets: {@code loadedHere} tells who paid for the load. */
  record Lease(Detector detector, boolean loadedHere) {}

  private record Failure(String reason, String stamp, long atNanos) {}

  private static final System.Logger LOG = System.getLogger(ModelHolder.class.getName());

  private final ModelSource source;
  private final DetectorLoader loader;
  private final Duration backOff;
  // All guarded by this. At most one of loading and failure is set; loading stays set when ready.
  private CompletableFuture<Detector> loading;
  private Failure failure;
  private boolean closed;

  ModelHolder(ModelSource source, DetectorLoader loader, Duration backOff) {
    this.source = source;
    this.loader = loader;
    this.backOff = backOff;
  }

  synchronized ModelState state() {
    if (failure != null) {
      return new ModelState.Failed(failure.reason());
    }
    if (loading == null) {
      return source
          .problem()
          .<ModelState>map(ModelState.Failed::new)
          .orElseGet(ModelState.NotLoaded::new);
    }
    return loading.isDone()
        ? new ModelState.Ready(loading.join().model())
        : new ModelState.Loading();
  }

  /** Whether asking now would load: never tried, or a failure that is worth another try. */
  synchronized boolean wouldLoad() {
    return !closed && loading == null && (failure == null || isWorthRetrying(failure));
  }

  /** Blocks until the model is loaded. */
  Lease acquire() throws ModelUnavailableException {
    CompletableFuture<Detector> future;
    boolean loadsHere;
    synchronized (this) {
      if (closed) {
        throw new ModelUnavailableException("the service is closed");
      }
      if (failure != null && !isWorthRetrying(failure)) {
        throw new ModelUnavailableException(failure.reason());
      }
      loadsHere = loading == null;
      if (loadsHere) {
        failure = null;
        loading = new CompletableFuture<>();
      }
      future = loading;
    }
    if (loadsHere) {
      load(future);
    }
    try {
      return new Lease(future.join(), loadsHere);
    } catch (CompletionException e) {
      throw new ModelUnavailableException(reason(e.getCause()), e.getCause());
    }
  }

  private void load(CompletableFuture<Detector> future) {
    // Taken before the load: an archive that is replaced meanwhile must count as changed.
    String stamp = source.stamp();
    try {
      Optional<String> problem = source.problem();
      if (problem.isPresent()) {
        throw new IOException(problem.get());
      }
      future.complete(loader.load());
    } catch (Throwable e) { // a missing native library is an Error, and nobody may wait forever
      if (e instanceof IOException) {
        LOG.log(Level.INFO, reason(e)); // whoever asked is told, too
      } else {
        LOG.log(Level.WARNING, reason(e), e);
      }
      synchronized (this) {
        failure = new Failure(reason(e), stamp, System.nanoTime());
        loading = null;
      }
      future.completeExceptionally(e);
    }
  }

  private boolean isWorthRetrying(Failure failed) {
    return System.nanoTime() - failed.atNanos() >= backOff.toNanos()
        || !source.stamp().equals(failed.stamp());
  }

  /** Only what is thrown to be read is passed on: other messages speak of classes. */
  private static String reason(Throwable e) {
    return (e instanceof IOException || e instanceof ModelUnavailableException)
            && e.getMessage() != null
        ? e.getMessage()
        : "the model cannot be loaded; the log says why";
  }

  /** From now on nobody acquires. */
  synchronized void refuse() {
    closed = true;
  }

  synchronized boolean isRefusing() {
    return closed;
  }

  /** Refuses, waits for a load that is under way, and frees the detector. */
  @Override
  public void close() {
    CompletableFuture<Detector> future;
    synchronized (this) {
      closed = true;
      future = loading;
      loading = null;
    }
    if (future == null) {
      return;
    }
    future.handle((detector, error) -> detector).thenAccept(ModelHolder::closeIfLoaded).join();
  }

  private static void closeIfLoaded(Detector detector) {
    if (detector != null) {
      detector.close();
    }
  }
}
