package dev.quantmask.server.request;

import dev.quantmask.serving.api.Client;
import io.vertx.ext.web.RoutingContext;

/** Is the client at the other end of a connection. */
public final class HttpClientConnection implements Client {
  // Guarded by this.
  private boolean gone;
  private Runnable action = () -> {};

  /** Must be called on the event loop: a routing context is not for several threads. */
  public static HttpClientConnection of(RoutingContext context) {
    HttpClientConnection client = new HttpClientConnection();
    RequestEnd.then(
        context,
        end -> {
          if (end.failed()) {
            client.leave();
          }
        });
    return client;
  }

  public void leave() {
    Runnable last;
    synchronized (this) {
      gone = true;
      last = action;
    }
    last.run();
  }

  @Override
  public synchronized boolean isGone() {
    return gone;
  }

  @Override
  public void whenGone(Runnable next) {
    synchronized (this) {
      if (!gone) {
        action = next;
        return;
      }
    }
    next.run();
  }
}
