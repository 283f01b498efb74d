package dev.quantmask.serving.api;

import java.time.Duration;
import java.util.Optional;

/** Says that as much waits already as may. */
public final class OverloadedException extends ServingException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /** Says that another try is worth it after a second. */
  public OverloadedException(String message) {
    this(message, Duration.ofSeconds(1));
  }

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
