package dev.quantmask.server.streaming;

import io.vertx.core.Future;

/** The other end of a session. */
public interface StreamPeer {
  /** Done when it is on its way, which takes as long as the peer does not read. */
  Future<Void> send(String answer);

  void close(StreamClose why);
}
