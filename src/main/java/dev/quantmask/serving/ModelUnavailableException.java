package dev.quantmask.serving;

/** There is no model to run: missing or broken; the message says which and why. */
public final class ModelUnavailableException extends ServingException {
  private static final long serialVersionUID = 1L;

  ModelUnavailableException(String message) {
    super(message);
  }

  ModelUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
