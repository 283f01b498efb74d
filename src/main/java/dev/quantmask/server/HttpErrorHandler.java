package dev.quantmask.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.connection.Http2Requests;
import dev.quantmask.server.connection.UnreadableHead;
import dev.quantmask.server.problem.GrpcStatus;
import dev.quantmask.server.problem.JsonErrors;
import dev.quantmask.server.problem.Problem;
import dev.quantmask.server.problem.ProblemMapping;
import dev.quantmask.server.problem.ProblemSerializer;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.RequestBody;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers everything that fails outside of the code of {@code POST /v1/detections} with a problem:
 * what the admission filter and the server refuse, and the function, whose exceptions Funqy hands
 * to the router.
 */
@Singleton
final class HttpErrorHandler {
  private static final int BEFORE_OTHERS = -1000;
  private static final int LINGER = 1_000; // milliseconds

  private final ObjectMapper mapper;

  HttpErrorHandler(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  void install(@Observes Router router) {
    router.route().order(BEFORE_OTHERS).failureHandler(this::answer);
    router.route().last().handler(context -> context.fail(404));
  }

  private void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return; // answered, or nobody is there any more
    }
    if (response.headWritten()) {
      response.reset(); // half an answer must not look like a whole one
      return;
    }
    Problem problem = problem(context);
    problem.keepIn(context);
    problem.headers().forEach(response::putHeader);
    boolean close = closes(problem, context.request());
    if (close) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    // Not the response's own end handler: that would take the place of the context's.
    context.addEndHandler(done -> discardBody(context, close));
    if (context.request().version() == HttpVersion.HTTP_2) {
      Http2Requests.removeThoseOfHttp1(response.headers()); // the router may not have begun
    }
    send(context.request(), problem);
  }

  private static void send(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (GrpcStatus.isCall(request)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcStatus.MEDIA_TYPE);
      GrpcStatus.put(problem, response.headers());
      response.end();
      return;
    }
    ProblemSerializer body = ProblemSerializer.of(problem, request.path());
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, body.mediaType())
        .end(body.json());
  }

  /**
   * Returns whether it closes the connection: a client that is to retry keeps it, if its body ends
   * soon.
   */
  private static boolean closes(Problem problem, HttpServerRequest request) {
    // Behind a head that cannot be read, nobody can tell where the next request begins.
    return UnreadableHead.problem(request).isPresent()
        || RequestBody.isUnread(request) && problem.status() != 401 && problem.status() != 503;
  }

  /**
   * Reads the rest of a body for a moment, and forgets it: if the connection were closed
   * immediately, the answer might be lost with it.
   */
  private static void discardBody(RoutingContext context, boolean close) {
    HttpServerRequest request = context.request();
    if (request.isEnded() && !close) {
      return;
    }
    if (!request.isEnded()) {
      request.handler(null).endHandler(null).resume();
    }
    context.vertx().setTimer(LINGER, id -> end(request, close));
  }

  private static void end(HttpServerRequest request, boolean close) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(Http2Error.NO_ERROR.code()); // without effect if both sides ended
    } else if (close || !request.isEnded()) {
      request.connection().close();
    }
  }

  private Problem problem(RoutingContext context) {
    return UnreadableHead.problem(context.request()).orElseGet(() -> problemOf(context));
  }

  private Problem problemOf(RoutingContext context) {
    int status = context.statusCode();
    if (status == 404 && GrpcStatus.isCall(context.request())) {
      return new Problem(501, "no such method; reflection lists those that there are");
    }
    if (context.failure() != null && (status < 400 || status >= 500)) {
      return ProblemMapping.of(context.failure());
    }
    if (status == 400 && isFunction(context)) {
      return badJson(context.body().buffer());
    }
    return status < 500
        ? ProblemMapping.ofStatus(status)
        : ProblemMapping.unexpected(context.failure());
  }

  private static boolean isFunction(RoutingContext context) {
    return DetectionEndpoint.at(context.request().path())
        .filter(DetectionEndpoint.FUNQY::equals)
        .isPresent();
  }

  /** Funqy says 400 and no more: look again for what it saw. */
  private Problem badJson(Buffer body) {
    return JsonErrors.firstError(mapper, body.getBytes())
        .map(error -> new Problem(400, error))
        .orElseGet(
            () ->
                ProblemMapping.unexpected(
                    new IllegalStateException("the answer cannot be written")));
  }
}
