package dev.quantmask.serving.api;

/** The service is about to end, and takes nothing new. */
public final class DrainingException extends ServingException {
  private static final long serialVersionUID = 1L;

  public DrainingException() {
    super("the service is shutting down");
  }
}
