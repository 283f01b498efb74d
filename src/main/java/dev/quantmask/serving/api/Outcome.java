package dev.quantmask.serving.api;

import dev.quantmask.image.ImageException;

/** How a request ended. */
public enum Outcome {
  ANSWERED,
  INVALID_IMAGE,
  UNKNOWN_MODEL,
  MODEL_UNAVAILABLE,
  OVERLOADED,
  DRAINING,
  DEADLINE_EXCEEDED,
  CLIENT_DISCONNECTED,
  FAILED;

  /** How a request ends that fails so. */
  public static Outcome of(Throwable failure) {
    if (failure instanceof ImageException || failure instanceof ImageTooLargeException) {
      return INVALID_IMAGE;
    }
    if (failure instanceof UnknownModelException) {
      return UNKNOWN_MODEL;
    }
    if (failure instanceof ModelUnavailableException) {
      return MODEL_UNAVAILABLE;
    }
    if (failure instanceof OverloadedException) {
      return OVERLOADED;
    }
    if (failure instanceof DrainingException) {
      return DRAINING;
    }
    if (failure instanceof DeadlineExceededException) {
      return DEADLINE_EXCEEDED;
    }
    return failure instanceof ClientDisconnectedException ? CLIENT_DISCONNECTED : FAILED;
  }
}
