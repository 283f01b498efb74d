package dev.quantmask.server.streaming;

import dev.quantmask.server.request.RequestEnd;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that are open without work in them, because their clients wait or may ask more: they
 * must not hold the end of the service up.
 */
@Singleton
public final class IdleCalls {
  private final Map<Runnable, Context> ends = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /**
   * Notes a call until it ends; its event loop must do so.
   *
   * @param end ends it, on its event loop
   */
  public void add(RoutingContext call, Runnable end) {
    Context loop = call.vertx().getOrCreateContext();
    ends.put(end, loop);
    RequestEnd.then(call, ended -> ends.remove(end));
    if (draining) {
      loop.runOnContext(ignored -> end.run());
    }
  }

  /** Ends all of them, and those that are still to come. */
  public void drain() {
    draining = true;
    ends.forEach((end, loop) -> loop.runOnContext(ignored -> end.run()));
  }
}
