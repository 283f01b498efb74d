package dev.quantmask.server.connection;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.ext.web.RoutingContext;

/**
 * Counts what a connection of HTTP/2 holds: Vert.x gives a response to Netty, which holds it until
 * the client's windows let it pass. A stream is closed when the last of it has been written.
 */
final class Http2Backlog extends Http2ConnectionAdapter {
  private final Http2Connection connection;
  private final Http2Connection.PropertyKey key;
  private final HeldMemory.Share held;

  Http2Backlog(Channel channel, Http2Connection connection, HeldMemory.Share held) {
    this.connection = connection;
    this.key = connection.newKey();
    this.held = held;
    connection.addListener(this);
    // Netty would free what is held only after it has served all other connections.
    channel.closeFuture().addListener(closed -> connection.close(channel.newPromise()));
  }

  /** Runs on the event loop. A request that is routed again is counted once. */
  void begin(RoutingContext context, Channel channel) {
    Http2Stream stream = connection.stream(context.request().streamId());
    if (stream == null || stream.getProperty(key) != null) {
      return;
    }
    add(stream, HeldMemory.REQUEST);
    context.addBodyEndHandler(
        end -> {
          long bytes = context.response().bytesWritten();
          if (channel.eventLoop().inEventLoop()) {
            add(stream, bytes);
          } else {
            channel.eventLoop().execute(() -> add(stream, bytes));
          }
        });
  }

  private void add(Http2Stream stream, long bytes) {
    if (connection.stream(stream.id()) == stream) { // else it is closed
      Long before = stream.getProperty(key);
      stream.setProperty(key, before == null ? bytes : before + bytes);
      held.add(bytes);
    }
  }

  @Override
  public void onStreamRemoved(Http2Stream stream) {
    Long bytes = stream.removeProperty(key);
    if (bytes != null) {
      held.free(bytes);
    }
  }
}
