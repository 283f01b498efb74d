package dev.quantmask.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose next request does not come in time: counted from the connection for the
 * first one, handshakes included, and from the first bytes for those that follow. Each byte that
 * arrives would keep the server's idle timeout from running.
 *
 * <p>All of it happens on the connection's event loop.
 */
final class HeadTimeout extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<HeadTimeout> KEY = AttributeKey.valueOf(HeadTimeout.class, "");

  private final Duration timeout;
  private int heads; // that have arrived
  private int requests; // that are being answered
  private ScheduledFuture<?> timer; // null while nothing is waited for

  HeadTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  /** Returns the timeout of a connection; none for those that are not TCP's. */
  static Optional<HeadTimeout> of(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        ? Optional.ofNullable(base.channel().attr(KEY).get())
        : Optional.empty();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().attr(KEY).set(this);
    start(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    int before = heads;
    context.fireChannelRead(message);
    if (heads == before && requests == 0) {
      start(context);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  private void start(ChannelHandlerContext context) {
    if (timer == null) {
      timer =
          context
              .executor()
              .schedule(() -> context.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  void headArrived() {
    heads++;
    requests++;
    stop();
  }

  void requestEnded() {
    requests--;
  }

  /**
   * From then on other frames than those of requests come too, and streams have limits of theirs.
   */
  void http2Began() {
    requests = Integer.MAX_VALUE / 2;
    stop();
  }
}
