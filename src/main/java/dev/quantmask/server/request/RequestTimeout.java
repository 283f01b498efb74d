package dev.quantmask.server.request;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import java.time.Duration;

/** Reads how long a client waits, as its header says. */
public final class RequestTimeout {
  public static final String HEADER = "X-Request-Timeout-Ms";

  private RequestTimeout() {}

  /**
   * The header's time, or the configured one.
   *
   * @param header null when there is none
   * @param most the configured time: nobody is waited for longer
   */
  public static Duration of(String header, Duration most) {
    if (header == null) {
      return most;
    }
    try {
      long milliseconds = Long.parseLong(header.strip());
      if (milliseconds >= 1 && milliseconds <= most.toMillis()) {
        return Duration.ofMillis(milliseconds);
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is out of range.
    }
    throw ProblemException.badRequest(
        "%s: expected a whole number from 1 to %d, found \"%s\"",
        HEADER, most.toMillis(), TextExcerpt.of(header));
  }
}
