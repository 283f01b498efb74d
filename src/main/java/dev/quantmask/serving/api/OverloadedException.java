package dev.quantmask.serving.api;

import java.time.Duration;
import java.util.Optional;

/** Says that as much waits already as may. */
public final class OverloadedException extends ServingException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * @param retryAfter when it is worth another try
   */
  public OverloadedException(String message, Duration retryAfter) {
    super(Outcome.OVERLOADED, message);
    this.retryAfter = retryAfter;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.of(retryAfter);
  }
}
