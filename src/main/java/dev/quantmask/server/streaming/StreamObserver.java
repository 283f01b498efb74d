package dev.quantmask.server.streaming;

/**
 * Is told what becomes of sessions and frames, in the session's thread: it must be quick, and must
 * not throw. Every session that is opened is closed or left, and every frame that is received ends,
 * once.
 */
public interface StreamObserver {
  default void opened() {}

  /** Is called when the service closes the stream. */
  default void closed(StreamClose why) {}

  /** Is called when the peer closes it, or the connection breaks. */
  default void left() {}

  /** A frame has come. */
  default void received() {}

  default void ended(FrameEnd end) {}
}
