package dev.quantmask.function;

import dev.quantmask.detection.ModelUnavailableException;
import dev.quantmask.detection.OverloadedException;
import dev.quantmask.image.ImageException;
import io.quarkus.funqy.runtime.ApplicationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Exceptions to problems. */
final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  private Problems() {}

  static Problem of(Throwable thrown) {
    // Funqy wraps what a function throws.
    Throwable failure = thrown instanceof ApplicationException ? thrown.getCause() : thrown;
    if (failure instanceof ProblemException problem) {
      return problem.problem();
    }
    if (failure instanceof ImageException) {
      return new Problem(422, failure.getMessage());
    }
    if (failure instanceof ModelUnavailableException || failure instanceof OverloadedException) {
      return new Problem(503, failure.getMessage());
    }
    if (failure instanceof RejectedExecutionException) {
      return new Problem(503, "every worker is busy: try again later");
    }
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return ofStatus(web.getResponse().getStatus());
    }
    return unexpected(failure);
  }

  /** For what the server turns away before the doors see it. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 ->
          new Problem(404, "nothing is here; images are taken at /detect and /v1/detections");
      case 406 -> new Problem(406, "Accept: expected application/json or image/png");
      default -> new Problem(status, "the request cannot be handled");
    };
  }

  /** The log gets everything, whoever asked gets the id under which it is there. */
  static Problem unexpected(Throwable failure) {
    UUID id = UUID.randomUUID();
    LOG.errorf(failure, "Request failed, error id %s", id);
    return new Problem(
        500, "an error inside the service; its log has it under id " + id, "urn:uuid:" + id);
  }
}
