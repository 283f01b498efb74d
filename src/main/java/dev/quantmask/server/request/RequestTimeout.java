package dev.quantmask.server.request;

import dev.quantmask.server.problem.GrpcStatus;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long a client waits, as its header says. */
public final class RequestTimeout {
  public static final String HEADER = "X-Request-Timeout-Ms";

  /** The header of gRPC, and its units. */
  private static final Pattern GRPC = Pattern.compile("([0-9]{1,8})([HMSmun])");

  private static final String GRPC_HEADER = "grpc-timeout";

  private RequestTimeout() {}

  /** Returns the time until the deadline of a call of gRPC; empty when it has none. */
  public static Optional<Duration> deadline(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(GRPC_HEADER)).map(RequestTimeout::parsed);
  }

  /**
   * Returns what the head of a request says, or the configured time. A call of gRPC with a later
   * deadline is no error: its client does not know what is configured.
   */
  public static Duration of(HttpServerRequest request, Duration most) {
    Optional<Duration> deadline = GrpcStatus.isCall(request) ? deadline(request) : Optional.empty();
    if (deadline.isEmpty()) {
      return of(request.getHeader(HEADER), most);
    }
    return deadline.get().compareTo(most) < 0 ? deadline.get() : most;
  }

  /** Returns the milliseconds of a timer, which runs at least one: a deadline may have passed. */
  public static long timer(Duration timeout) {
    return Math.max(1, timeout.toMillis());
  }

  private static Duration parsed(String deadline) {
    Matcher matcher = GRPC.matcher(deadline);
    if (!matcher.matches()) {
      throw ProblemException.badRequest(
          "%s: expected 1 to 8 digits and one of H, M, S, m, u, n, found \"%s\"",
          GRPC_HEADER, TextExcerpt.of(deadline));
    }
    return Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "H" -> ChronoUnit.HOURS;
      case "M" -> ChronoUnit.MINUTES;
      case "S" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MILLIS;
      case "u" -> ChronoUnit.MICROS;
      default -> ChronoUnit.NANOS;
    };
  }

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
