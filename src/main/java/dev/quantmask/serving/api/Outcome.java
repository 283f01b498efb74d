package dev.quantmask.serving.api;

import dev.quantmask.image.ImageException;
import java.util.Locale;
import java.util.Optional;

/**
 * Names how a request ends: it is the one table from what went wrong to a status of HTTP and to a
 * label of metrics. Whether to try again, the exception says.
 */
public enum Outcome {
  ANSWERED(200),
  /** The method, a header, an option, or the form of the body is not understood. */
  INVALID(400),
  UNAUTHORIZED(401),
  UNKNOWN_MODEL(404),
  BODY_TOO_SLOW(408),
  TOO_LARGE(413),
  INVALID_IMAGE(422),
  FAILED(500),
  MODEL_UNAVAILABLE(503),
  /**
   * It is 503 and not 429: the whole service has too much to do, and not one client sent too much;
   * balancers then try another instance.
   */
  OVERLOADED(503),
  DRAINING(503),
  CLIENT_DISCONNECTED(503),
  DEADLINE_EXCEEDED(504);

  private final int status;

  Outcome(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** Returns what metrics and traces call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how a request ends that fails so. */
  public static Outcome of(Throwable failure) {
    if (failure instanceof ServingException refused) {
      return refused.outcome();
    }
    return failure instanceof ImageException ? INVALID_IMAGE : FAILED;
  }

  /**
   * Names how a request ended of which the server never heard; empty when its status tells no
   * error.
   */
  public static Optional<Outcome> ofStatus(int status) {
    if (status < 400) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 401, 403 -> UNAUTHORIZED;
          case 408 -> BODY_TOO_SLOW;
          case 413 -> TOO_LARGE;
          case 501 -> INVALID; // a method, or an encoding, that there is not
          default -> status < 500 ? INVALID : FAILED;
        });
  }
}
