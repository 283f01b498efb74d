package dev.quantmask.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerOptions;

/**
 * Adds what checks the heads of requests to a connection, as soon as Vert.x knows which version of
 * HTTP it speaks. Vert.x decides by the first bytes, adds its handlers and gives them those bytes:
 * hence these are passed on one by one until the handlers are there. With TLS, the end of the
 * handshake decides.
 */
final class HeadChecks extends ChannelInboundHandlerAdapter {
  private static final String TLS = "ssl"; // Vert.x' name

  private final HttpServerOptions options;
  private final boolean isBehindTls;

  HeadChecks(HttpServerOptions options) {
    this(options, false);
  }

  private HeadChecks(HttpServerOptions options, boolean isBehindTls) {
    this.options = options;
    this.isBehindTls = isBehindTls;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ChannelPipeline pipeline = context.pipeline();
    if (!isBehindTls && pipeline.get(TLS) != null) {
      pipeline.addAfter(TLS, null, new HeadChecks(options, true));
      TlsRecords.check(pipeline, TLS);
      pipeline.remove(this);
      context.fireChannelRead(message);
      return;
    }
    ByteBuf bytes = (ByteBuf) message;
    while (!tryAdd(context) && bytes.isReadable()) {
      context.fireChannelRead(bytes.readRetainedSlice(1));
    }
    context.fireChannelRead(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (isBehindTls && !context.isRemoved()) {
      tryAdd(context);
    }
  }

  /** Adds the checks if the version is known; this handler then removes itself. */
  private boolean tryAdd(ChannelHandlerContext context) {
    if (context.isRemoved()) {
      return true;
    }
    ChannelPipeline pipeline = context.pipeline();
    Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
    ChannelHandlerContext http1 = pipeline.context(HttpRequestDecoder.class);
    if (http2 != null) {
      Http2Frames.check(pipeline, http2);
    } else if (http1 != null) {
      pipeline.replace(http1.name(), http1.name(), new StrictRequestDecoder(options));
      pipeline.addAfter(http1.name(), null, new Http1Heads());
    } else {
      return false;
    }
    pipeline.remove(this);
    return true;
  }
}
