package dev.quantmask.testing;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.text.Text;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stands before the endpoints, and says what a test wants the page to hear: names of models, that a
 * key is missing, that there is too much to do. It lets everything through until it is told to.
 */
@Singleton
public final class FakeApi {
  private static final int BEFORE_THE_DOORS = -2000;

  /** Null: the service says itself what it has. */
  private static volatile List<String> models;

  private static volatile String key;
  private static volatile boolean busy;
  private static volatile boolean cut;

  /**
   * The models that {@code GET /v1/models} has, the first one as default; none: it is not there.
   */
  public static void models(String... names) {
    models = List.of(names);
  }

  /** The only key that is taken; null: none is needed. */
  public static void key(String expected) {
    key = expected;
  }

  public static void busy(boolean tooMuch) {
    busy = tooMuch;
  }

  /** Requests for detections end without an answer. */
  public static void cut(boolean connections) {
    cut = connections;
  }

  public static void reset() {
    models = null;
    key(null);
    busy(false);
    cut(false);
  }

  void install(@Observes Router router) {
    router.route("/v1/*").order(BEFORE_THE_DOORS).handler(FakeApi::answer);
  }

  private static void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (key != null && !key.equals(context.request().getHeader("X-API-Key"))) {
      refuse(response, new Problem(401, "expected an API key in X-API-Key"));
    } else if (models != null && context.request().path().equals("/v1/models")) {
      sayModels(response);
    } else if (cut && context.request().path().equals("/v1/detections")) {
      context.request().connection().close();
    } else if (busy) {
      response.putHeader("Retry-After", "7");
      refuse(response, new Problem(429, "the request queue is full (at most 32 wait)"));
    } else {
      if (models != null) {
        context.queryParams().remove("model"); // the service under test has one
      }
      context.next();
    }
  }

  private static void refuse(HttpServerResponse response, Problem problem) {
    response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
    response.end(problem.json());
  }

  private static void sayModels(HttpServerResponse response) {
    if (models.isEmpty()) {
      refuse(response, new Problem(404, "no such endpoint"));
      return;
    }
    String json =
        models.stream()
            .map(
                name ->
                    Text.format(
                        "{\"name\":\"%s\",\"default\":%b,\"state\":\"ready\",\"scheme\":\"dynamic\","
                            + "\"classes\":[\"cat\",\"dog\"],\"fileBytes\":2986546}",
                        name, name.equals(models.get(0))))
            .collect(Collectors.joining(",", "{\"models\":[", "]}"));
    response.putHeader("Content-Type", "application/json").end(json);
  }
}
