package dev.quantmask.server.streaming;

import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;

/** A session's socket. */
record WebSocketPeer(ServerWebSocket socket) implements StreamPeer<String> {
  @Override
  public Future<Void> send(String answer) {
    return socket.writeTextMessage(answer);
  }

  /** A peer that does not read this either is cut off by Vert.x a little later. */
  @Override
  public void close(StreamClose why) {
    socket.close((short) why.code(), why.reason());
  }
}
