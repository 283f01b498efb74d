package dev.quantmask.serving.model;

import dev.quantmask.detection.Detector;
import dev.quantmask.detection.torch.ModelSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a model stands, with what there is of it then. */
sealed interface ServedState {
  /** Returns the model that serves. */
  default Optional<LoadedModel> model() {
    return Optional.empty();
  }

  /** Returns the load that is under way; it is completed when that has ended. */
  default Optional<CompletableFuture<Void>> load() {
    return Optional.empty();
  }

  /** Returns what is completed when no request uses the model any more, once it has been let go. */
  default CompletableFuture<Void> freed() {
    return model().map(LoadedModel::freed).orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Returns what others are told of it. */
  ModelState told(ModelSource source);

  /** Nobody has asked for it yet, or not for long. */
  record NotLoaded() implements ServedState {
    @Override
    public ModelState told(ModelSource source) {
      return source
          .problem()
          .<ModelState>map(ModelState.Failed::new)
          .orElseGet(ModelState.NotLoaded::new);
    }
  }

  /** Who asks for it waits. */
  record Loading(CompletableFuture<Void> future) implements ServedState {
    @Override
    public Optional<CompletableFuture<Void>> load() {
      return Optional.of(future);
    }

    @Override
    public ModelState told(ModelSource source) {
      return new ModelState.Loading();
    }
  }

  /**
   * It serves.
   *
   * @param problem of the file that is there now, and was not taken
   */
  record Ready(LoadedModel current, Optional<LoadFailure> problem) implements ServedState {
    @Override
    public Optional<LoadedModel> model() {
      return Optional.of(current);
    }

    @Override
    public ModelState told(ModelSource source) {
      Detector detector = current.detector();
      return new ModelState.Ready(
          detector.model(),
          detector.loadTime().total(),
          problem.map(LoadFailure::reason).or(source::refreshProblem));
    }
  }

  /** It serves until the file that is there now has been loaded. */
  record Replacing(Ready ready, CompletableFuture<Void> future) implements ServedState {
    @Override
    public Optional<LoadedModel> model() {
      return ready.model();
    }

    @Override
    public Optional<CompletableFuture<Void>> load() {
      return Optional.of(future);
    }

    @Override
    public ModelState told(ModelSource source) {
      return ready.told(source);
    }
  }

  /** The last load failed. */
  record Failed(LoadFailure failure) implements ServedState {
    @Override
    public ModelState told(ModelSource source) {
      return new ModelState.Failed(failure.reason());
    }
  }

  /** It was told to go: no request loads it again. */
  record Unloaded(CompletableFuture<Void> freed) implements ServedState {
    @Override
    public ModelState told(ModelSource source) {
      return new ModelState.Unloaded();
    }
  }

  /** The service ends. */
  record Closed() implements ServedState {
    @Override
    public ModelState told(ModelSource source) {
      return new ModelState.NotLoaded();
    }
  }

  /** Returns the state in which a load has begun. */
  default ServedState loading(CompletableFuture<Void> load) {
    return this instanceof Ready ready ? new Replacing(ready, load) : new Loading(load);
  }

  /** Returns the state in which that load has failed. */
  default ServedState failed(LoadFailure failure) {
    return model()
        .<ServedState>map(model -> new Ready(model, Optional.of(failure)))
        .orElseGet(() -> new Failed(failure));
  }
}
