package dev.quantmask.server.streaming;

/** Names what becomes of a frame that has arrived. */
public enum FrameEnd {
  /** Its detections have been sent. */
  ANSWERED,

  /** What is wrong with it has been sent. */
  REFUSED,

  /** A newer one came, or the end of the session, before it was begun. */
  DROPPED,

  /** It was begun, and the peer did not stay for the answer. */
  UNSENT
}
