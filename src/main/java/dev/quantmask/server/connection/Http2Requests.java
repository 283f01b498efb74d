package dev.quantmask.server.connection;

import dev.quantmask.server.request.RequestPipeline;
import io.smallrye.common.vertx.ContextLocals;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes requests on HTTP/2 behave as those on HTTP/1.1. Quarkus REST pauses every request, and
 * Vert.x throws when one on HTTP/2 is paused or resumed after its body has been read, so that each
 * POST would be 500: <a href="https://github.com/quarkusio/quarkus/issues/34393">quarkus#34393</a>.
 * Once that is fixed, this class can go, but for the headers.
 */
@Singleton
public final class Http2Requests {
  private static final List<CharSequence> THOSE_OF_HTTP1 =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.UPGRADE,
          HttpHeaders.KEEP_ALIVE,
          HttpHeaders.TRANSFER_ENCODING);
  private static final String WRAPPED = Http2Requests.class.getName();

  void install(@Observes @Priority(RequestPipeline.HTTP_2) Router router) {
    router
        .route()
        .order(RequestPipeline.BEFORE_THE_BODY)
        .handler(
            context -> {
              if (context.request().version() == HttpVersion.HTTP_2) {
                route(context, router);
              } else {
                context.next();
              }
            });
  }

  /** The router begins again with the wrapped request: no other way to exchange it is open. */
  private static void route(RoutingContext context, Router router) {
    if (ContextLocals.get(WRAPPED).isPresent()) {
      context.addHeadersEndHandler(head -> removeThoseOfHttp1(context.response().headers()));
      context.next();
      return;
    }
    ContextLocals.put(WRAPPED, true);
    router.handle(new Http2Request(context.request()));
  }

  /** They are about a connection of HTTP/1.1; on HTTP/2 they make an answer malformed. */
  public static void removeThoseOfHttp1(MultiMap headers) {
    THOSE_OF_HTTP1.forEach(headers::remove);
  }
}
