package dev.quantmask.server.request;

import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.Client;
import dev.quantmask.serving.api.Deadline;
import io.vertx.ext.web.RoutingContext;

/**
 * Holds what the admission filter knows of a request: until when it is to be answered, and which
 * client waits.
 *
 * @param permit what it got there; null for what takes its turn later
 */
public record RequestContext(Deadline deadline, Client client, BodyMemoryPermit permit) {
  private static final String KEY = RequestContext.class.getName();

  void keepIn(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Returns the context of a request that has come through the admission filter. */
  public static RequestContext of(RoutingContext context) {
    return context.get(KEY);
  }
}
