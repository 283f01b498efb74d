package dev.quantmask.server.request;

import dev.quantmask.serving.api.OverloadedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Refuses requests, not faster than {@link RefusalPace} says. */
final class Refusals {
  private final RefusalPace pace = new RefusalPace(System::nanoTime);

  /** Refuses a request on the event loop. While it waits, nothing of the request's body is read. */
  void refuse(RoutingContext context, OverloadedException why) {
    long delay = pace.take();
    if (delay < 0) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.fail(why);
      return;
    }
    if (delay == 0) {
      pace.sent();
      context.fail(why);
      return;
    }
    context.request().pause();
    context
        .vertx()
        .setTimer(
            delay,
            id -> {
              pace.sent();
              context.fail(why);
            });
  }
}
