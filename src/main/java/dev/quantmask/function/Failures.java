package dev.quantmask.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.serving.ServingException;
import dev.quantmask.text.Text;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers everything that fails outside of the raw door's own code with a problem: what the gate
 * and the server refuse, and the function, whose exceptions Funqy hands to the router.
 */
@Singleton
final class Failures {
  private static final int BEFORE_OTHERS = -1000;
  private static final int LINGER = 1_000; // milliseconds

  private final ObjectMapper mapper;
  private final Configuration configuration;

  Failures(ObjectMapper mapper, Configuration configuration) {
    this.mapper = mapper;
    this.configuration = configuration;
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
    ProblemBody body = ProblemBody.of(problem, context.request().path());
    response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, body.mediaType());
    problem.headers().forEach(response::putHeader);
    if (problem.status() == 408 || problem.status() == 413) {
      // The rest of the body is still on its way.
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      // Not the response's own end handler: that would take the place of the context's.
      context.addEndHandler(done -> closeSoon(context));
    }
    response.end(body.json());
  }

  /** Not at once: with bytes unread that would be a reset, and the answer might be lost by it. */
  private static void closeSoon(RoutingContext context) {
    context.request().resume();
    context.vertx().setTimer(LINGER, id -> context.request().connection().close());
  }

  private Problem problem(RoutingContext context) {
    int status = context.statusCode();
    if (status == 413) {
      return new Problem(
          413,
          Text.format(
              "the body is too large: expected at most %d bytes",
              configuration.limits().maxBody().asLongValue()));
    }
    if (isBrokenBody(context)) {
      return new Problem(400, "the body cannot be read: expected what its headers say");
    }
    if (context.failure() != null && (status < 400 || status >= 500)) {
      return Problems.of(context.failure());
    }
    if (status == 400 && isFunction(context)) {
      return badJson(context.body().buffer());
    }
    return status < 500 ? Problems.ofStatus(status) : Problems.unexpected(context.failure());
  }

  /** What the gates refuse has not been read either; everything else fails behind the body. */
  private static boolean isBrokenBody(RoutingContext context) {
    Throwable failure = context.failure();
    return failure != null
        && !context.request().isEnded()
        && !(failure instanceof ProblemException)
        && !(failure instanceof ServingException);
  }

  private static boolean isFunction(RoutingContext context) {
    return Door.at(context.request().path()).filter(Door.FUNCTION::equals).isPresent();
  }

  /** Funqy says 400 and no more: look again for what it saw. */
  private Problem badJson(Buffer body) {
    return JsonSyntax.firstError(mapper, body.getBytes())
        .map(error -> new Problem(400, error))
        .orElseGet(
            () -> Problems.unexpected(new IllegalStateException("the answer cannot be written")));
  }
}
