package dev.quantmask.server.connection;

import dev.quantmask.server.config.HeapShares;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Bounds what connections hold, from the first request of each on. */
final class Backlogs {
  private static final AttributeKey<Http2Backlog> HTTP2 =
      AttributeKey.valueOf(Backlogs.class, "http2");
  private static final String ENCODER = "httpEncoder"; // Vert.x' name

  private final HeldMemory memory = new HeldMemory(HeapShares.ofThisProcess().responses());

  /** Runs on the event loop. */
  void begin(RoutingContext context) {
    if (!(context.request().connection() instanceof ConnectionBase connection)) {
      return; // not TCP's
    }
    Channel channel = connection.channel();
    if (context.request().version() == HttpVersion.HTTP_2) {
      http2(channel).begin(context, channel);
    } else {
      addHttp1(channel);
    }
  }

  private Http2Backlog http2(Channel channel) {
    Http2Backlog backlog = channel.attr(HTTP2).get();
    if (backlog == null) {
      Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
      backlog = new Http2Backlog(channel, handler.connection(), memory.share(channel));
      channel.attr(HTTP2).set(backlog);
    }
    return backlog;
  }

  private void addHttp1(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(Http1Backlog.class) == null && pipeline.get(ENCODER) != null) {
      pipeline.addAfter(ENCODER, null, new Http1Backlog(memory.share(channel)));
    }
  }
}
