package dev.quantmask.server.request;

import dev.quantmask.server.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The end of a request: its response has been sent, its client has gone, or its body is broken. The
 * context tells its end handlers once, and never those that are added later: a request may end
 * while its key or token is checked. Here they are told immediately.
 */
public final class RequestEnd {
  private static final String KEY = RequestEnd.class.getName();

  // Guarded by this.
  private final List<Consumer<AsyncResult<Void>>> actions = new ArrayList<>();
  private AsyncResult<Void> end; // null until it comes

  /** Before anything of the request waits for something. */
  public static void watch(RoutingContext context) {
    RequestEnd end = new RequestEnd();
    context.put(KEY, end);
    context.addEndHandler(end::come);
    if (!context.request().isEnded()) {
      context.request().exceptionHandler(failure -> bodyIsBroken(context, failure));
    }
    context.next();
  }

  /** Tells its client so, if it is the body that fails and not the connection. */
  static void bodyIsBroken(RoutingContext context, Throwable failure) {
    HttpServerRequest request = context.request();
    boolean isConnection = failure instanceof IOException || failure instanceof HttpClosedException;
    if (isConnection || request.isEnded() || request.version() == HttpVersion.HTTP_2) {
      return;
    }
    context.fail(
        ProblemException.badRequest("the body cannot be read: expected what its headers say"));
    if (request.connection() instanceof ConnectionBase connection) {
      connection.channel().flush(); // Vert.x closes it immediately
    }
  }

  public static boolean hasCome(RoutingContext context) {
    return of(context).hasCome();
  }

  /**
   * @param action is told whether the response has been sent
   */
  public static void then(RoutingContext context, Consumer<AsyncResult<Void>> action) {
    of(context).then(action);
  }

  private static RequestEnd of(RoutingContext context) {
    return context.get(KEY);
  }

  private synchronized boolean hasCome() {
    return end != null;
  }

  private void then(Consumer<AsyncResult<Void>> action) {
    AsyncResult<Void> result;
    synchronized (this) {
      if (end == null) {
        actions.add(action);
        return;
      }
      result = end;
    }
    action.accept(result);
  }

  private void come(AsyncResult<Void> result) {
    List<Consumer<AsyncResult<Void>>> last;
    synchronized (this) {
      end = result;
      last = List.copyOf(actions);
    }
    last.forEach(action -> action.accept(result));
  }
}
