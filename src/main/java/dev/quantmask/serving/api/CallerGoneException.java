package dev.quantmask.serving.api;

/** Nobody waits for the answer any more. */
public final class CallerGoneException extends ServingException {
  private static final long serialVersionUID = 1L;

  public CallerGoneException() {
    super("the caller has gone");
  }
}
