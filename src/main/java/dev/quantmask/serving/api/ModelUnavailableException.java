package dev.quantmask.serving.api;

/** There is no model to run: missing or broken; the message says which and why. */
public final class ModelUnavailableException extends ServingException {
  private static final long serialVersionUID = 1L;

  public ModelUnavailableException(String message) {
    super(Outcome.MODEL_UNAVAILABLE, message);
  }

  public ModelUnavailableException(String message, Throwable cause) {
    super(Outcome.MODEL_UNAVAILABLE, message, cause);
  }
}
