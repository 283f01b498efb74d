package dev.quantmask.server.problem;

import dev.quantmask.image.ImageException;
import dev.quantmask.image.OutOfMemory;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import io.quarkus.funqy.runtime.ApplicationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Exceptions to problems. */
public final class ProblemMapping {
  private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

  private ProblemMapping() {}

  public static Problem of(Throwable thrown) {
    // Funqy wraps what a function throws.
    Throwable failure = thrown instanceof ApplicationException ? thrown.getCause() : thrown;
    if (failure instanceof ProblemException problem) {
      return problem.problem();
    }
    if (failure instanceof ImageException) {
      return new Problem(Outcome.INVALID_IMAGE.status(), failure.getMessage());
    }
    if (failure instanceof ServingException refused) {
      return refused(refused);
    }
    if (OutOfMemory.in(failure).isPresent()) {
      LOG.error("Memory was short, a request is answered with 503", failure);
      return refused(new OverloadedException("memory is short; retry later"));
    }
    if (failure instanceof RejectedExecutionException) {
      return refused(new OverloadedException("all threads of the server are busy; retry later"));
    }
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return ofStatus(web.getResponse().getStatus());
    }
    return unexpected(failure);
  }

  private static Problem refused(ServingException refused) {
    Map<String, String> headers = new TreeMap<>();
    refused
        .retryAfter()
        .map(time -> Math.max(1, time.plusMillis(999).toSeconds()))
        .ifPresent(seconds -> headers.put(Problem.RETRY_AFTER, Long.toString(seconds)));
    if (refused.outcome() == Outcome.DRAINING) {
      headers.put(Problem.CONNECTION, "close");
    }
    return new Problem(refused.outcome().status(), refused.getMessage(), headers);
  }

  /** Returns the problem for what the server turns away before the endpoints see it. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 400 ->
          new Problem(
              400,
              "the request cannot be handled: expected a Host, and an address that begins with /");
      case 404 ->
          new Problem(
              404, "no such endpoint; send images to POST /v1/detections, /detect or /events");
      case 406 ->
          new Problem(
              406, "Accept: expected application/json, or image/png for POST /v1/detections");
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
