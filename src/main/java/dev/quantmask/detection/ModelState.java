package dev.quantmask.detection;

/** Where the one model of a service stands, for health checks. */
public sealed interface ModelState {
  /** Nobody has asked for it yet. */
  record NotLoaded() implements ModelState {}

  /** Somebody waits for it. */
  record Loading() implements ModelState {}

  /** It serves. */
  record Ready(ModelDescription model) implements ModelState {}

  /** The last load failed; {@code reason} is for whoever configured the model. */
  record Failed(String reason) implements ModelState {}
}
