package dev.quantmask.serving;

/** Nobody waits for the answer any more. */
public final class CallerGoneException extends ServingException {
  private static final long serialVersionUID = 1L;

  CallerGoneException() {
    super("the caller has gone");
  }
}
