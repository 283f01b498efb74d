package dev.quantmask.function;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Looks at method and content type before the body is read, for both doors alike. It has to come
 * before the body handler: that one would take a form apart, which is what curl calls any data.
 */
@Singleton
final class Gate {
  // The body handler has Integer.MIN_VALUE + 1.
  private static final int BEFORE_THE_BODY = Integer.MIN_VALUE;

  void install(@Observes Router router) {
    router.route().order(BEFORE_THE_BODY).handler(Gate::check);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Door> door = Door.at(request.path());
    if (door.isEmpty()) {
      context.next();
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      context.response().putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
      refuse(context, new ProblemException(405, "expected POST, found " + request.method()));
      return;
    }
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (!door.get().takes(contentType)) {
      String detail =
          "Content-Type: expected %s, found %s"
              .formatted(door.get().expected(), Shortened.of(contentType));
      refuse(context, new ProblemException(415, detail));
      return;
    }
    context.next();
  }

  private static void refuse(RoutingContext context, ProblemException problem) {
    context.request().resume(); // drains the body: the connection may carry a next request
    context.fail(problem);
  }
}
