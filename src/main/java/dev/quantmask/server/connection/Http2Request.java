package dev.quantmask.server.connection;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/** A request on HTTP/2 that may be used as one on HTTP/1.1. */
final class Http2Request extends HttpServerRequestWrapper {
  private final HttpServerResponse response;

  Http2Request(HttpServerRequest request) {
    super((HttpServerRequestInternal) request);
    this.response =
        request.method().equals(HttpMethod.HEAD)
            ? new HeadResponse(request.response())
            : request.response();
  }

  @Override
  public HttpServerRequest pause() {
    return isEnded() ? this : super.pause();
  }

  @Override
  public HttpServerRequest resume() {
    return isEnded() ? this : super.resume();
  }

  @Override
  public HttpServerRequest fetch(long amount) {
    return isEnded() ? this : super.fetch(amount);
  }

  @Override
  public HttpServerResponse response() {
    return response;
  }

  /** Without a body, which Vert.x would send here: on HTTP/2 that is an error of the protocol. */
  private static final class HeadResponse extends AbstractResponseWrapper {
    HeadResponse(HttpServerResponse response) {
      super(response);
    }

    @Override
    public Future<Void> end(String chunk) {
      return end();
    }

    @Override
    public Future<Void> end(String chunk, String encoding) {
      return end();
    }

    @Override
    public Future<Void> end(Buffer chunk) {
      return end();
    }
  }
}
