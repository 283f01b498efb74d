package dev.quantmask.server.metrics;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.RequestId;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.RequestPipeline;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.ServingException;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.MDC;

/**
 * The first to see a request, and the last to see its answer: gives it its id, tells its times in a
 * header, and counts what ended before the server heard of it.
 */
@Singleton
final class RequestWatch {
  private static final String SERVER_TIMING = "Server-Timing";

  private final RequestMetrics metrics;

  RequestWatch(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  void install(@Observes @Priority(RequestPipeline.METRICS) Router router) {
    router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(this::watch);
  }

  private void watch(RoutingContext context) {
    name(context);
    DetectionEndpoint.at(context.request().path())
        .ifPresent(endpoint -> observe(context, endpoint));
    context.next();
  }

  private static void name(RoutingContext context) {
    String id = RequestId.of(context.request().getHeader(RequestId.HEADER));
    context.response().putHeader(RequestId.HEADER, id);
    if (VertxContext.isOnDuplicatedContext()) { // elsewhere it would stay for who comes next
      MDC.put(RequestId.LOG_KEY, id);
    }
  }

  private void observe(RoutingContext context, DetectionEndpoint endpoint) {
    ObservedRequest request = new ObservedRequest(endpoint);
    request.enter();
    HttpServerResponse response = context.response();
    context.addHeadersEndHandler(
        head ->
            request.serverTiming().ifPresent(times -> response.putHeader(SERVER_TIMING, times)));
    context.addEndHandler(
        end -> {
          if (request.count()) {
            count(context, endpoint, end.succeeded());
          }
        });
  }

  private void count(RoutingContext context, DetectionEndpoint endpoint, boolean answered) {
    outcome(context, answered)
        .ifPresent(outcome -> metrics.count(endpoint.label(), RequestMetrics.NO_MODEL, outcome));
  }

  private static Optional<Outcome> outcome(RoutingContext context, boolean answered) {
    Optional<Problem> problem = Problem.of(context);
    // A client of gRPC that has read the trailers may reset the stream: it was answered.
    if (!answered && problem.isEmpty()) {
      return Optional.of(Outcome.CLIENT_DISCONNECTED);
    }
    return context.failure() instanceof ServingException refused
        ? Optional.of(refused.outcome())
        : Outcome.ofStatus(problem.map(Problem::status).orElse(context.response().getStatusCode()));
  }
}
