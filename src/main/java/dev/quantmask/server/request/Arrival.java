package dev.quantmask.server.request;

import dev.quantmask.serving.admission.BodyPlace;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;
import io.vertx.ext.web.RoutingContext;

/**
 * What the admission filter knows of a request: until when it is to be answered, and who waits.
 *
 * @param place what it got there; null for what takes its turn later
 */
public record Arrival(Deadline deadline, Client client, BodyPlace place) {
  private static final String KEY = Arrival.class.getName();

  void keepIn(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Of a request that has come through the admission filter. */
  public static Arrival of(RoutingContext context) {
    return context.get(KEY);
  }
}
