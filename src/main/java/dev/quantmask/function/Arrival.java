package dev.quantmask.function;

import dev.quantmask.serving.Caller;
import dev.quantmask.serving.Deadline;
import io.vertx.ext.web.RoutingContext;

/** What the gate knows of a request: until when it is to be answered, and who waits. */
record Arrival(Deadline deadline, Caller caller) {
  private static final String KEY = Arrival.class.getName();

  void keepIn(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Of a request that has come through the gate. */
  static Arrival of(RoutingContext context) {
    return context.get(KEY);
  }
}
