package dev.quantmask.server.problem;

import dev.quantmask.image.ImageException;
import dev.quantmask.image.OutOfMemory;
import dev.quantmask.serving.api.DeadlineExceededException;
import dev.quantmask.serving.api.DrainingException;
import dev.quantmask.serving.api.ImageTooLargeException;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.api.UnknownModelException;
import io.quarkus.funqy.runtime.ApplicationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Exceptions to problems. */
public final class ProblemMapping {
  private static final Logger LOG = Logger.getLogger(ProblemMapping.class);
  private static final String RETRY_AFTER = "Retry-After";

  private ProblemMapping() {}

  public static Problem of(Throwable thrown) {
    // Funqy wraps what a function throws.
    Throwable failure = thrown instanceof ApplicationException ? thrown.getCause() : thrown;
    if (failure instanceof ProblemException problem) {
      return problem.problem();
    }
    if (failure instanceof ImageException) {
      return new Problem(422, failure.getMessage());
    }
    if (failure instanceof ServingException refused) {
      return refused(refused);
    }
    if (OutOfMemory.in(failure).isPresent()) {
      LOG.error("Memory was short, a request is answered with 503", failure);
      return new Problem(503, "memory is short; retry later", Map.of(RETRY_AFTER, "1"));
    }
    if (failure instanceof RejectedExecutionException) {
      return new Problem(
          503, "all threads of the server are busy; retry later", Map.of(RETRY_AFTER, "1"));
    }
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return ofStatus(web.getResponse().getStatus());
    }
    return unexpected(failure);
  }

  /**
   * Overload is 503 and not 429: the whole service has too much to do, and not one client sent too
   * much; balancers then try another instance.
   */
  private static Problem refused(ServingException refused) {
    String detail = refused.getMessage();
    if (refused instanceof OverloadedException overloaded) {
      long seconds = Math.max(1, overloaded.retryAfter().plusMillis(999).toSeconds());
      return new Problem(503, detail, Map.of(RETRY_AFTER, Long.toString(seconds)));
    }
    if (refused instanceof DrainingException) {
      return new Problem(503, detail, Map.of(RETRY_AFTER, "1", "Connection", "close"));
    }
    if (refused instanceof DeadlineExceededException) {
      return new Problem(504, detail);
    }
    if (refused instanceof ImageTooLargeException) {
      return new Problem(413, detail);
    }
    return new Problem(refused instanceof UnknownModelException ? 404 : 503, detail);
  }

  /** For what the server turns away before the endpoints see it. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 400 ->
          new Problem(
              400,
              "the request cannot be handled: expected a Host, and an address that begins with /");
      case 404 ->
          new Problem(
              404, "no such endpoint; send images to POST /v1/detections, /detect or /events");
      case 406 -> new Problem(406, "Accept: expected application/json or image/png");
      default -> new Problem(status, "the request cannot be handled");
    };
  }

  /** The log gets everything; the client gets the id under which it is there. */
  public static Problem unexpected(Throwable failure) {
    UUID id = RequestId.currentUuid().orElseGet(UUID::randomUUID);
    LOG.errorf(failure, "Request failed, error id %s", id);
    return new Problem(
        500,
        "internal error; the log of the service has it under error id " + id,
        "urn:uuid:" + id,
        Map.of());
  }
}
