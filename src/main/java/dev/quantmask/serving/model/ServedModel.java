package dev.quantmask.serving.model;

import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.ModelUnavailableException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.model.ServedState.Closed;
import dev.quantmask.serving.model.ServedState.Failed;
import dev.quantmask.serving.model.ServedState.NotLoaded;
import dev.quantmask.serving.model.ServedState.Ready;
import dev.quantmask.serving.model.ServedState.Unloaded;
import dev.quantmask.text.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A model by name: loaded for the first who asks, replaced when its file changes, freed when nobody
 * asks for long; or loaded and unloaded as a client says.
 */
public final class ServedModel {
  private final ModelSettings settings;
  private final ModelLoading loading;
  private final ModelEvents events;
  private final ModelSlot slot;
  // Guarded by the slot.
  private String seenStamp;
  private long lastUsedNanos;

  ServedModel(ModelSettings settings, ModelLoading loading, Duration backOff) {
    this.settings = settings;
    this.loading = loading;
    this.events = new ModelEvents(settings.name(), loading.observer());
    this.slot = new ModelSlot(settings, loading, backOff, events);
  }

  public String name() {
    return settings.name();
  }

  public ModelState state() {
    return slot.state().told(settings.source());
  }

  ModelStatus status(boolean isDefault) {
    return new ModelStatus(name(), isDefault, settings.source(), state());
  }

  /** Waits until the model is loaded; the first request loads it. */
  public ModelLease lease(Deadline deadline) throws ServingException {
    boolean loadedHere = false;
    while (true) {
      CompletableFuture<Void> underWay;
      synchronized (slot) {
        lastUsedNanos = loading.nanoTime();
        Optional<LoadedModel> model = slot.state().model().filter(LoadedModel::retain);
        if (model.isPresent()) {
          return new ModelLease(model.get(), loadedHere);
        }
        if (slot.state().load().isEmpty()) {
          if (!slot.isWorthLoading()) {
            throw unavailable();
          }
          loadedHere = true;
        }
        underWay = slot.load(false); // the request itself is the warm-up
      }
      ModelLoading.await(underWay, deadline);
    }
  }

  /** Returns why a model is neither there nor loaded for a request. */
  private ServingException unavailable() {
    ServedState state = slot.state();
    if (state instanceof Failed failed) {
      return new ModelUnavailableException(failed.failure().reason());
    }
    return state instanceof Closed
        ? new DrainingException()
        : new ModelUnavailableException(
            Text.format(
                "model %s has been unloaded: expected RepositoryModelLoad, or POST"
                    + " /v2/repository/models/%s/load, before it is used again",
                name(), name()));
  }

  /** Begins to load in the background, unless loaded, loading, unloaded, or failed a moment ago. */
  public void prepare() {
    synchronized (slot) {
      if (slot.isWorthLoading()) {
        slot.load(true);
      }
    }
  }

  /**
   * Loads what the file is now, and waits for it. What serves continues until then, and also when
   * the load fails.
   */
  public void load(Deadline deadline) throws ServingException {
    CompletableFuture<Void> underWay;
    synchronized (slot) {
      checkOpen();
      underWay = slot.load(true);
    }
    ModelLoading.await(underWay, deadline);
    if (slot.state().model().isEmpty()) {
      throw unavailable(); // unloaded meanwhile
    }
  }

  /**
   * Takes no more requests, and waits for those that it serves. What it holds is freed by the last
   * of them, also when that is after the deadline.
   */
  public void unload(Deadline deadline) throws ServingException {
    CompletableFuture<Void> freed;
    Optional<LoadedModel> last;
    synchronized (slot) {
      checkOpen();
      freed = slot.state().freed();
      last = slot.empty(new Unloaded(freed));
    }
    last.ifPresent(
        model -> {
          model.release();
          events.unloaded("as a client has asked for it");
        });
    ModelLoading.await(freed, deadline);
  }

  private void checkOpen() throws DrainingException {
    if (slot.state() instanceof Closed) {
      throw new DrainingException();
    }
  }

  /** A look from time to time: loads what has replaced the file, and frees what nobody uses. */
  void maintain() {
    String stamp = settings.source().stamp();
    Optional<LoadedModel> unused;
    synchronized (slot) {
      boolean settled = stamp.equals(seenStamp); // not in the middle of being written
      seenStamp = stamp;
      if (!(slot.state() instanceof Ready ready)) {
        return;
      }
      if (!stamp.equals(ready.current().stamp())) {
        if (settled && ready.problem().filter(known -> known.stamp().equals(stamp)).isEmpty()) {
          slot.load(true);
        }
        return;
      }
      slot.forgetProblem();
      if (!ready.current().isIdle() || !isUnused()) {
        return;
      }
      unused = slot.empty(new NotLoaded());
    }
    unused.ifPresent(LoadedModel::release);
    events.unloaded("as nobody used it");
  }

  private boolean isUnused() {
    return settings
        .idleTimeout()
        .filter(time -> loading.nanoTime() - lastUsedNanos >= time.toNanos())
        .isPresent();
  }

  /** Frees the detector as soon as nobody uses it, and loads none any more. */
  void close() {
    slot.empty(new Closed()).ifPresent(LoadedModel::release);
  }
}
