package dev.quantmask.serving.model;

import dev.quantmask.detection.LoadTiming;
import dev.quantmask.detection.ModelDescription;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model by name: loaded for the first who asks, replaced when its file changes, freed when nobody
 * asks for long.
 *
 * <p>A failure is remembered, so that a broken archive is not read again for each request, until
 * the archive changes or the back-off has passed.
 */
public final class ServedModel {
  private record Failure(String reason, String stamp, long atNanos) {}

  private static final System.Logger LOG = System.getLogger(ServedModel.class.getName());

  private final ModelSettings settings;
  private final ModelLoading loading;
  private final Duration backOff;
  // All guarded by this.
  private LoadedModel current;
  private CompletableFuture<Void> load; // null unless one is under way
  private Failure failure; // of the last load, or of a replacement
  private String seenStamp;
  private long lastUsedNanos;
  private boolean closed;

  ServedModel(ModelSettings settings, ModelLoading loading, Duration backOff) {
    this.settings = settings;
    this.loading = loading;
    this.backOff = backOff;
  }

  public String name() {
    return settings.name();
  }

  public synchronized ModelState state() {
    if (current != null) {
      return new ModelState.Ready(
          current.detector().model(),
          current.detector().loadTime().total(),
          Optional.ofNullable(failure).map(Failure::reason));
    }
    if (load != null) {
      return new ModelState.Loading();
    }
    return Optional.ofNullable(failure)
        .map(Failure::reason)
        .or(() -> settings.source().problem())
        .<ModelState>map(ModelState.Failed::new)
        .orElseGet(ModelState.NotLoaded::new);
  }

  ModelStatus status(boolean isDefault) {
    return new ModelStatus(name(), isDefault, settings.source(), state());
  }

  /** Waits until the model is loaded; the first request loads it. */
  public ModelLease lease(Deadline deadline) throws ServingException {
    boolean loadedHere = false;
    while (true) {
      CompletableFuture<Void> underWay;
      synchronized (this) {
        lastUsedNanos = loading.nanoTime();
        if (closed) {
          throw new DrainingException();
        }
        if (current != null && current.retain()) {
          return new ModelLease(current, loadedHere);
        }
        underWay = load;
        if (underWay == null) {
          if (!isWorthLoading()) {
            throw new ModelUnavailableException(failure.reason());
          }
          loadedHere = true;
          underWay = new CompletableFuture<>();
          begin(underWay, false); // the request itself is the warm-up
        }
      }
      await(underWay, deadline);
    }
  }

  private static void await(CompletableFuture<Void> load, Deadline deadline)
      throws ServingException {
    try {
      load.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new DeadlineExceededException(deadline);
    } catch (ExecutionException e) {
      throw new ModelUnavailableException(ModelLoading.reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the model", e);
    }
  }

  /** Begins to load in the background, unless loaded, loading, or failed a moment ago. */
  public synchronized void prepare() {
    if (!closed && current == null && load == null && isWorthLoading()) {
      begin(new CompletableFuture<>(), true);
    }
  }

  private boolean isWorthLoading() {
    return failure == null
        || loading.nanoTime() - failure.atNanos() >= backOff.toNanos()
        || !settings.source().stamp().equals(failure.stamp());
  }

  private void begin(CompletableFuture<Void> future, boolean warm) {
    load = future;
    loading.execute(() -> load(future, warm));
  }

  private void load(CompletableFuture<Void> future, boolean warm) {
    // Taken before the load: an archive that is replaced meanwhile must count as changed.
    String stamp = settings.source().stamp();
    try {
      install(new LoadedModel(loading.load(settings.source(), warm), stamp));
      future.complete(null);
    } catch (Throwable e) { // a missing native library is an Error, and nobody may wait forever
      fail(ModelLoading.reason(e), stamp, e);
      future.completeExceptionally(e);
    }
  }

  private void install(LoadedModel loaded) {
    LoadedModel old;
    synchronized (this) {
      old = current;
      current = closed ? null : loaded;
      load = null;
      failure = null;
    }
    if (old != null) {
      old.release(); // freed by the last request that it still serves
    }
    LoadTiming time = loaded.detector().loadTime();
    ModelDescription model = loaded.detector().model();
    LOG.log(
        Level.INFO,
        Text.format(
            "Model %s: %s %s (%s, computed in %s on %s) in %.0f ms%s",
            name(),
            old == null ? "loaded" : "replaced by",
            model.name(),
            model.scheme(),
            model.precision().label(),
            model.device(),
            time.archive(),
            time.runtime() < 1 ? "" : Text.format(", after %.0f ms of libtorch", time.runtime())));
    loading.observer().modelLoaded(name(), time);
    if (isClosed()) {
      loaded.release();
    }
  }

  private void fail(String reason, String stamp, Throwable cause) {
    boolean serves;
    synchronized (this) {
      failure = new Failure(reason, stamp, loading.nanoTime());
      load = null;
      serves = current != null;
    }
    String message =
        Text.format(
            "Model %s: %s%s", name(), reason, serves ? "; still serving the previous version" : "");
    // What was thrown to be read needs no trace.
    LOG.log(
        serves ? Level.WARNING : Level.INFO, message, cause instanceof IOException ? null : cause);
    loading.observer().modelFailed(name(), reason);
  }

  /** A look from time to time: loads what has replaced the file, and frees what nobody uses. */
  void maintain() {
    String stamp = settings.source().stamp();
    LoadedModel unused;
    synchronized (this) {
      boolean settled = stamp.equals(seenStamp); // not in the middle of being written
      seenStamp = stamp;
      if (closed || current == null || load != null) {
        return;
      }
      if (!stamp.equals(current.stamp())) {
        if (settled && (failure == null || !failure.stamp().equals(stamp))) {
          begin(new CompletableFuture<>(), true);
        }
        return;
      }
      failure = null; // the file that serves is back in its place
      if (!current.isIdle() || !isUnused()) {
        return;
      }
      unused = current;
      current = null;
    }
    unused.release();
    LOG.log(Level.INFO, "Model {0}: unloaded, as nobody used it", name());
    loading.observer().modelUnloaded(name());
  }

  private boolean isUnused() {
    return settings
        .idleTimeout()
        .filter(time -> loading.nanoTime() - lastUsedNanos >= time.toNanos())
        .isPresent();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Frees the detector as soon as nobody uses it, and loads none any more. */
  void close() {
    LoadedModel last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.release();
    }
  }
}
