package dev.quantmask.lambda;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.RequestTimeout;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP server of this process, which is asked without a socket: every endpoint answers as over
 * HTTP, with the same limits, keys and formats.
 */
@Singleton
final class LocalServer {
  /** The server has this much time to answer by itself that the time is over. */
  private static final Duration GRACE = Duration.ofMillis(250);

  /** These headers belong to the connection of the client, or this class sets them itself. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "http2-settings",
          "keep-alive",
          "te",
          "transfer-encoding",
          "upgrade",
          RequestTimeout.HEADER.toLowerCase(Locale.ROOT));

  /**
   * @param timeout until the response
   */
  HttpReply send(HttpEvent event, Duration timeout) throws IOException {
    ReplyCollector collector = new ReplyCollector();
    DefaultHttpRequest request = request(event, timeout);
    VirtualClientConnection<?> connection =
        VirtualClientConnection.connect(collector, VertxHttpRecorder.VIRTUAL_HTTP);
    try {
      connection.sendMessage(request);
      connection.sendMessage(new DefaultLastHttpContent(Unpooled.wrappedBuffer(event.body())));
      return collector.reply().get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ProblemException(504, "the server has not answered in time");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      connection.close();
    }
  }

  private static DefaultHttpRequest request(HttpEvent event, Duration timeout) {
    HttpHeaders headers = new DefaultHttpHeaders();
    try {
      event.headers().stream()
          .filter(header -> !LEFT_OUT.contains(header.name().toLowerCase(Locale.ROOT)))
          .forEach(header -> headers.add(header.name(), header.value()));
      if (!headers.contains(HttpHeaderNames.HOST)) {
        headers.set(HttpHeaderNames.HOST, "localhost"); // HTTP/1.1 wants one, some events have none
      }
      headers.set(HttpHeaderNames.CONTENT_LENGTH, event.body().length);
      headers.set(RequestTimeout.HEADER, Math.max(1, timeout.toMillis()));
      return new DefaultHttpRequest(
          HttpVersion.HTTP_1_1, HttpMethod.valueOf(event.method()), event.uri(), headers);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("the request is not one of HTTP: %s", e.getMessage());
    }
  }
}
