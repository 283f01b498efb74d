package dev.quantmask.server.streaming;

import java.time.Duration;

/** Calls later, in the session's thread. */
public interface StreamTimers {
  /** A call that may still be called off. */
  interface Timer {
    void cancel();
  }

  Timer in(Duration time, Runnable action);
}
