package dev.quantmask.server.streaming;

import io.vertx.core.Future;

/**
 * The other end of a session.
 *
 * @param <M> what is sent
 */
public interface StreamPeer<M> {
  /** Done when it is on its way, which takes as long as the peer does not read. */
  Future<Void> send(M answer);

  void close(StreamClose why);
}
