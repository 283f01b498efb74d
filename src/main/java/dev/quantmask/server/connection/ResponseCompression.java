package dev.quantmask.server.connection;

import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.RequestPipeline;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Text is compressed for a client that asks for it. Quarkus has a rule for its REST resources and
 * for files, but none for the function; this one is for all. It decides by Content-Encoding: the
 * server compresses a response that has none.
 */
@Singleton
final class ResponseCompression {
  /** Not images, tensors, and problems, which are a line. */
  private static final Pattern TEXT =
      Pattern.compile("(text/.*|application/(json|yaml|openmetrics-text)|image/svg\\+xml)");

  void install(@Observes @Priority(RequestPipeline.COMPRESSION) Router router) {
    router
        .route()
        .order(RequestPipeline.BEFORE_THE_BODY)
        .handler(
            context -> {
              context.addHeadersEndHandler(head -> decide(context));
              context.next();
            });
  }

  private static void decide(RoutingContext context) {
    MultiMap headers = context.response().headers();
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    boolean text = type != null && TEXT.matcher(DetectionEndpoint.mediaType(type)).matches();
    if (text) {
      headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (text || !context.request().headers().contains(HttpHeaders.ACCEPT_ENCODING)) {
      headers.remove(HttpHeaders.CONTENT_ENCODING);
    } else {
      headers.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    }
  }
}
