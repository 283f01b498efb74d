package dev.quantmask.server.metrics;

import java.util.Locale;
import java.util.Optional;

/** How a request ended that the server never heard of. */
enum Refusal {
  /** Not understood: the method, a header, an option, or the body's form. */
  INVALID,
  UNAUTHORIZED,
  TOO_LARGE,
  BODY_TOO_SLOW,
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty when the status tells of none. */
  static Optional<Refusal> of(int status) {
    if (status < 400) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 401, 403 -> UNAUTHORIZED;
          case 408 -> BODY_TOO_SLOW;
          case 413 -> TOO_LARGE;
          default -> status < 500 ? INVALID : FAILED;
        });
  }
}
