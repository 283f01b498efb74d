package dev.quantmask.function;

import dev.quantmask.serving.BodyPlace;
import dev.quantmask.serving.Deadline;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.ServingException;
import dev.quantmask.text.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at method, content type and time limit before the body is read, and whether there is room
 * for it, for all doors alike. It has to come before the body handler: that one would take a form
 * apart, which is what curl calls any data, and hold a body that nobody will answer.
 */
@Singleton
final class Gate {
  // The body handler has Integer.MIN_VALUE + 1.
  static final int BEFORE_THE_BODY = Integer.MIN_VALUE;
  private static final int AFTER_THE_BODY = Integer.MIN_VALUE + 2;
  private static final String TIMER = Gate.class.getName() + ".timer";

  private final DetectionServer server;
  private final Settings settings;

  Gate(DetectionServer server, Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  void install(@Observes Router router) {
    router.route().order(BEFORE_THE_BODY).handler(this::check);
    router
        .route()
        .order(AFTER_THE_BODY)
        .handler(
            context -> {
              stopTimer(context);
              PictureForm.show(context.request().headers());
              context.next();
            });
  }

  private void check(RoutingContext context) {
    Optional<Door> door = Door.at(context.request().path());
    if (door.isEmpty() || door.get() == Door.STREAM) {
      context.next();
      return;
    }
    try {
      checkHead(context, door.get());
      admit(context);
      PictureForm.hide(context.request().headers());
    } catch (ProblemException | ServingException e) {
      refuse(context, e);
      return;
    }
    context.next();
  }

  private static void checkHead(RoutingContext context, Door door) {
    HttpServerRequest request = context.request();
    if (!request.method().equals(HttpMethod.POST)) {
      context.response().putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
      throw new ProblemException(405, "expected POST, found " + request.method());
    }
    door.checkContentType(request.getHeader(HttpHeaders.CONTENT_TYPE));
  }

  private void admit(RoutingContext context) throws ServingException {
    Duration timeout =
        RequestTimeout.of(context.request().getHeader(RequestTimeout.HEADER), settings.timeout());
    BodyPlace place = server.admitBody(bodyBytes(context.request()));
    new Arrival(Deadline.in(timeout), ConnectedCaller.of(context)).keepIn(context);
    Long timer = context.vertx().setTimer(timeout.toMillis(), id -> giveUpOnBody(context, timeout));
    context.put(TIMER, timer);
    context.addEndHandler(
        end -> {
          stopTimer(context);
          place.close();
        });
  }

  private static void stopTimer(RoutingContext context) {
    Long timer = context.remove(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
    }
  }

  /** As announced, or the most that will be read. */
  private long bodyBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null
          ? settings.maxBody()
          : Math.min(Long.parseLong(length), settings.maxBody());
    } catch (NumberFormatException e) {
      return settings.maxBody(); // the server has its own opinion of such a header
    }
  }

  /** A slow sender must not hold memory for ever; once the body is there, the server takes care. */
  private static void giveUpOnBody(RoutingContext context, Duration timeout) {
    context.fail(
        new ProblemException(
            408, Text.format("the body has not arrived within %d ms", timeout.toMillis())));
  }

  static void refuse(RoutingContext context, Throwable problem) {
    context.request().resume(); // drains the body: the connection may carry a next request
    context.fail(problem);
  }
}
