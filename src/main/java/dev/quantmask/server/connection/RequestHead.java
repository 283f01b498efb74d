package dev.quantmask.server.connection;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.RequestEnd;
import dev.quantmask.server.request.RequestPipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Refuses a request whose head is malformed, before its key is looked at. */
@Singleton
final class RequestHead {
  private static final String CONTINUE = "100-continue";

  void install(@Observes @Priority(RequestPipeline.HEAD) Router router) {
    router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(RequestEnd::watch);
    router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(RequestHead::check);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (UnreadableHead.problem(request).isPresent()) {
      context.fail(400); // the failure handler asks what it is
      return;
    }
    try {
      checkHost(request);
      checkExpectation(request);
    } catch (ProblemException e) {
      context.fail(e);
      return;
    }
    context.next();
  }

  /** RFC 9112, 3.2: a proxy could take another one for the host. The router refuses none at all. */
  private static void checkHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() > 1) {
      throw ProblemException.badRequest("Host: expected one, found %d", hosts.size());
    }
  }

  private static void checkExpectation(HttpServerRequest request) {
    for (String expected : request.headers().getAll(HttpHeaders.EXPECT)) {
      if (!expected.strip().equalsIgnoreCase(CONTINUE)) {
        throw new ProblemException(
            417, "Expect: expected 100-continue, found " + TextExcerpt.of(expected));
      }
    }
  }
}
