package dev.quantmask.server.grpc;

import dev.quantmask.server.models.ServiceReadiness;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.RequestEnd;
import dev.quantmask.server.request.RequestPipeline;
import dev.quantmask.server.streaming.IdleCalls;
import dev.quantmask.server.streaming.VertxTimers;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.text.Text;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code grpc.health.v1.Health/Watch}: tells the status, and each change of it, for as long as the
 * client listens. No key is needed, so there is a number that may listen.
 */
@Singleton
final class HealthWatchEndpoint {
  static final int MOST = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(1); // between two looks

  private final SharedStatus<ServingStatus> status;
  private final IdleCalls calls;
  private final AtomicInteger open = new AtomicInteger();

  HealthWatchEndpoint(ServiceReadiness readiness, IdleCalls calls, Vertx vertx) {
    this.calls = calls;
    Context own = ((VertxInternal) vertx).createEventLoopContext(); // and not that of a client
    this.status =
        new SharedStatus<>(
            () -> own.executeBlocking(() -> HealthMethods.status(readiness), false),
            new VertxTimers(vertx),
            INTERVAL);
  }

  void install(@Observes Router router) {
    router
        .post("/grpc.health.v1.Health/Watch")
        .order(RequestPipeline.AFTER_THE_BODY)
        .handler(this::watch);
  }

  private void watch(RoutingContext context) {
    try {
      GrpcStream call = new GrpcStream(context);
      HealthCheckRequest request =
          Messages.parse(HealthCheckRequest.parser(), GrpcMethod.small(context));
      takePlace();
      RequestEnd.then(context, end -> open.decrementAndGet());
      calls.add(context, call::endWithTheService);
      if (HealthMethods.isService(request.getService())) {
        listen(call, context);
      } else {
        tell(call, ServingStatus.SERVICE_UNKNOWN); // it might be added, the protocol says
      }
    } catch (ProblemException | OverloadedException e) {
      context.fail(e);
    }
  }

  private void takePlace() throws OverloadedException {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      throw new OverloadedException(Text.format("%d clients watch already; retry later", MOST));
    }
  }

  private void listen(GrpcStream call, RoutingContext context) {
    Context loop = context.vertx().getOrCreateContext();
    var listener =
        new SharedStatus.Listener<ServingStatus>(
            found -> loop.runOnContext(ignored -> tell(call, found)),
            () -> loop.runOnContext(ignored -> call.abort()));
    status.add(listener);
    RequestEnd.then(context, end -> status.remove(listener));
  }

  private static void tell(GrpcStream call, ServingStatus status) {
    if (call.isBehind()) {
      call.abort();
    } else {
      call.send(HealthCheckResponse.newBuilder().setStatus(status).build());
    }
  }
}
