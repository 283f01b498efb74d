package dev.quantmask.server.streaming;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of the event loop that sets them. */
public record VertxTimers(Vertx vertx) implements StreamTimers {
  @Override
  public Timer in(Duration time, Runnable action) {
    long id = vertx.setTimer(time.toMillis(), ignored -> action.run());
    return () -> vertx.cancelTimer(id);
  }
}
