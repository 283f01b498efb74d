package dev.quantmask.serving.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a request is not answered, though nothing is wrong with its image. It has no stack trace:
 * most of them are made when there is too much to do.
 */
public abstract sealed class ServingException extends Exception
    permits ClientDisconnectedException,
        DeadlineExceededException,
        DrainingException,
        ImageTooLargeException,
        ModelUnavailableException,
        OverloadedException,
        UnknownModelException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  ServingException(Outcome outcome, String message) {
    this(outcome, message, null);
  }

  ServingException(Outcome outcome, String message, Throwable cause) {
    super(message, cause, true, false);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** When it is worth another try; empty when it is not. */
  public Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
