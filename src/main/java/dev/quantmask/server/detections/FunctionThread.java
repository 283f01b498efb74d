package dev.quantmask.server.detections;

import dev.quantmask.server.request.DetectionEndpoint;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Gives {@code POST /detect} to Funqy on a worker thread: Funqy reads the JSON on the thread that
 * brings the request, and the event loop serves other connections.
 */
@Singleton
final class FunctionThread {
  private static final int BEHIND_THE_FILTERS = -1; // Quarkus' own; functions come from 0 on

  void install(@Observes Router router) {
    router
        .postWithRegex(DetectionEndpoint.FUNQY.path().pattern())
        .order(BEHIND_THE_FILTERS)
        .handler(FunctionThread::leaveEventLoop);
  }

  private static void leaveEventLoop(RoutingContext context) {
    context
        .vertx()
        .executeBlocking(
            () -> {
              context.next();
              return null;
            },
            false)
        .onFailure(context::fail);
  }
}
