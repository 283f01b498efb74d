package dev.quantmask.server.streaming;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;

/**
 * Tells Quarkus that a request which has become a WebSocket is over. It waits for all requests at
 * its end, and does not notice the end of these; nor has it a public way to be told.
 */
final class UpgradedRequest {
  private static final Logger LOG = Logger.getLogger(UpgradedRequest.class);

  private UpgradedRequest() {}

  static void done(HttpServerRequest request) {
    try {
      Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
      done.setAccessible(true);
      done.invoke(QuarkusRequestWrapper.get(request));
    } catch (ReflectiveOperationException e) {
      LOG.warn("A closed stream stays counted: the service will end only at its timeout", e);
    }
  }
}
