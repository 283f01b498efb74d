package dev.quantmask.serving.model;

import dev.quantmask.serving.model.ServedState.Failed;
import dev.quantmask.serving.model.ServedState.NotLoaded;
import dev.quantmask.serving.model.ServedState.Ready;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Holds the state of a model, and loads into it. Its lock guards what is done in several steps. */
final class ModelSlot {
  private final ModelSettings settings;
  private final ModelLoading loading;
  private final Duration backOff;
  private final ModelEvents events;
  private ServedState state = new NotLoaded(); // guarded by this

  ModelSlot(ModelSettings settings, ModelLoading loading, Duration backOff, ModelEvents events) {
    this.settings = settings;
    this.loading = loading;
    this.backOff = backOff;
    this.events = events;
  }

  synchronized ServedState state() {
    return state;
  }

  /** Lets nothing serve from now on; returns what has served, which is to be released. */
  synchronized Optional<LoadedModel> empty(ServedState next) {
    Optional<LoadedModel> last = state.model();
    state = next;
    return last;
  }

  /** Returns whether a request may begin a load: it was not told to go, nor failed a moment ago. */
  synchronized boolean isWorthLoading() {
    return state instanceof NotLoaded
        || (state instanceof Failed failed
            && failed.failure().isWorthRetrying(settings.source(), backOff, loading.nanoTime()));
  }

  /** Returns the load that is under way, or begins one, which takes the place of what serves. */
  synchronized CompletableFuture<Void> load(boolean warm) {
    return state.load().orElseGet(() -> begin(warm));
  }

  private CompletableFuture<Void> begin(boolean warm) {
    CompletableFuture<Void> load = new CompletableFuture<>();
    state = state.loading(load);
    loading.execute(settings.source(), () -> run(load, warm));
    return load;
  }

  private void run(CompletableFuture<Void> load, boolean warm) {
    // Taken before the load: an archive that is replaced meanwhile must count as changed.
    String stamp = settings.source().stamp();
    try {
      install(load, new LoadedModel(loading.load(settings.source(), warm), stamp));
      load.complete(null);
    } catch (Throwable e) { // a missing native library is an Error, and nobody may wait forever
      fail(load, new LoadFailure(ModelLoading.reason(e), stamp, loading.nanoTime()), e);
      load.completeExceptionally(e);
    }
  }

  private void install(CompletableFuture<Void> load, LoadedModel loaded) {
    Optional<LoadedModel> old;
    synchronized (this) {
      if (isAbandoned(load)) {
        loaded.release();
        return;
      }
      old = empty(new Ready(loaded, Optional.empty()));
    }
    old.ifPresent(LoadedModel::release); // freed by the last request that it still serves
    events.loaded(loaded.detector(), old.isPresent());
  }

  private void fail(CompletableFuture<Void> load, LoadFailure failure, Throwable cause) {
    boolean serves;
    synchronized (this) {
      if (isAbandoned(load)) {
        return;
      }
      state = state.failed(failure);
      serves = state.model().isPresent();
    }
    events.failed(failure.reason(), serves, cause);
  }

  /** Returns whether the model has been unloaded, or the service closed, since a load began. */
  private boolean isAbandoned(CompletableFuture<Void> load) {
    return state.load().filter(load::equals).isEmpty();
  }

  /** Notes that the file which serves is back in its place. */
  synchronized void forgetProblem() {
    if (state instanceof Ready ready) {
      state = new Ready(ready.current(), Optional.empty());
    }
  }
}
