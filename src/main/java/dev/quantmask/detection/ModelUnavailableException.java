package dev.quantmask.detection;

/** There is no model to run: missing, broken, or closed; the message says which and why. */
public final class ModelUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public ModelUnavailableException(String message) {
    super(message);
  }

  ModelUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
