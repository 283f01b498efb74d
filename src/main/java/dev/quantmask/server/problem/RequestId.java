package dev.quantmask.server.problem;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The name of a request in answers and in the log: the client's own, or a new one. */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  /** Under which the log has it. */
  public static final String LOG_KEY = "requestId";

  // No character that would mean something in a log or in a header.
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:@+=/-]{1,128}");

  private RequestId() {}

  /**
   * The client's, if it is well-formed; it names a request and decides nothing, so that another one
   * is no error.
   *
   * @param header null when there is none
   */
  public static String of(String header) {
    return header != null && WELL_FORMED.matcher(header).matches()
        ? header
        : UUID.randomUUID().toString();
  }

  /**
   * Returns the id of the request which is being answered, if it is a UUID: the client's may be
   * none.
   */
  static Optional<UUID> currentUuid() {
    try {
      return Optional.ofNullable((String) MDC.get(LOG_KEY)).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
