package dev.quantmask.serving.model;

import dev.quantmask.detection.ModelDescription;
import java.util.Optional;

/** Says where a model stands. */
public sealed interface ModelState {
  /** Nobody has asked for it yet, or not for long. */
  record NotLoaded() implements ModelState {}

  /** Somebody waits for it. */
  record Loading() implements ModelState {}

  /**
   * It serves.
   *
   * @param loadMillis what loading took
   * @param replacementProblem why the file that is there now was not taken
   */
  record Ready(ModelDescription model, double loadMillis, Optional<String> replacementProblem)
      implements ModelState {}

  /** The last load failed; {@code reason} is for the operator. */
  record Failed(String reason) implements ModelState {}

  /** A client has unloaded it, and no request loads it. */
  record Unloaded() implements ModelState {}
}
