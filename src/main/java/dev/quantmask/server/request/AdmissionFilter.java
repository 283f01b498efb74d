package dev.quantmask.server.request;

import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.admission.BodyMemoryPermit;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.OverloadedException;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.text.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides by the head of a request whether it is served: its path, method, content type and time
 * limit, and whether there is room for its body. Nothing of a body has been read by then, and
 * nothing is read of what is refused.
 */
@Singleton
public final class AdmissionFilter {
  private static final int SLOW_BODY = 5_000; // milliseconds

  private final DetectionServer server;
  private final ServerSettings settings;
  private final Refusals refusals = new Refusals();

  AdmissionFilter(DetectionServer server, ServerSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  void install(@Observes @Priority(RequestPipeline.ADMISSION) Router router) {
    router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(this::check);
    router
        .route()
        .order(RequestPipeline.BODY)
        .handler(context -> RequestBody.read(context, refusals));
    router
        .options()
        .order(RequestPipeline.BODY)
        .handler(context -> context.response().setStatusCode(204).end());
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    try {
      checkAddress(request);
      Optional<Endpoint> endpoint = Endpoint.at(request.path());
      if (endpoint.isEmpty()) {
        context.fail(404);
        return;
      }
      check(context, endpoint.get());
    } catch (OverloadedException e) {
      refusals.refuse(context, e);
    } catch (ProblemException | ServingException e) {
      context.fail(e);
    }
  }

  private void check(RoutingContext context, Endpoint endpoint) throws ServingException {
    HttpMethod method = context.request().method();
    if (!endpoint.methods().contains(method)) {
      context.response().putHeader(HttpHeaders.ALLOW, endpoint.allow());
      if (!method.equals(HttpMethod.OPTIONS)) {
        throw new ProblemException(
            405, Text.format("expected %s, found %s", endpoint.methods().get(0), method));
      }
    }
    switch (method.equals(HttpMethod.POST) ? endpoint.body() : Endpoint.Body.NONE) {
      case NONE -> RequestBody.expect(context, 0, settings.timeout());
      case SMALL -> RequestBody.expect(context, RequestBody.SMALL, settings.timeout());
      case IMAGES -> admit(context, endpoint.images().orElseThrow());
      case MESSAGES -> {} // the endpoint reads them as they come
    }
    context.next();
  }

  private void admit(RoutingContext context, DetectionEndpoint detections) throws ServingException {
    HttpServerRequest request = context.request();
    detections.checkContentType(request.getHeader(HttpHeaders.CONTENT_TYPE));
    Duration timeout = RequestTimeout.of(request, settings.timeout());
    RequestBody.expect(context, settings.maxBody(), timeout);
    BodyMemoryPermit permit = server.admitBody(RequestBody.memory(request, settings.maxBody()));
    long timer = context.vertx().setTimer(SLOW_BODY, id -> giveUpTurn(request, permit));
    // A client that has the response may ask again, and then there must be room.
    context.addHeadersEndHandler(head -> permit.close());
    RequestEnd.then(
        context,
        end -> {
          context.vertx().cancelTimer(timer);
          permit.close();
        });
    new RequestContext(Deadline.in(timeout), HttpClientConnection.of(context), permit)
        .keepIn(context);
  }

  /** Slow senders must not keep others out: places in the queue are for bodies that are there. */
  private static void giveUpTurn(HttpServerRequest request, BodyMemoryPermit permit) {
    if (!request.isEnded()) {
      permit.giveUpTurn();
    }
  }

  private static void checkAddress(HttpServerRequest request) {
    try {
      URI.create(request.uri());
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(
          "the address cannot be read: expected the characters of RFC 3986, and %%XX for others");
    }
  }
}
