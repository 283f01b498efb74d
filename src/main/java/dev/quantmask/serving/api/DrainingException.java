package dev.quantmask.serving.api;

import java.time.Duration;
import java.util.Optional;

/** The service is about to end, and takes nothing new. */
public final class DrainingException extends ServingException {
  private static final long serialVersionUID = 1L;

  public DrainingException() {
    super(Outcome.DRAINING, "the service is shutting down");
  }

  /** Another instance may answer. */
  @Override
  public Optional<Duration> retryAfter() {
    return Optional.of(Duration.ofSeconds(1));
  }
}
