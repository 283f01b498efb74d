package dev.quantmask.kafka;

/** The service ends before the work is done; another instance will do it. It has no stack trace. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("the service ends", null, true, false);
  }
}
