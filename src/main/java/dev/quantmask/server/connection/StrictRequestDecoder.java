package dev.quantmask.server.connection;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Reads heads as Vert.x does, but refuses a request that gives the length of its body twice, where
 * Netty forgets one of them: an intermediary that believes the other one takes a part of its body
 * for the next request.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("found Content-Length beside Transfer-Encoding");
  }
}
