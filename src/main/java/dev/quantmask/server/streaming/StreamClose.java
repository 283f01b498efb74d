package dev.quantmask.server.streaming;

/**
 * Why a session is closed by the service: codes of RFC 6455, and one of the range that is left to
 * applications.
 */
public enum StreamClose {
  FINISHED(1000, "all frames have been answered"),
  ENDING(1001, "the service is shutting down"),
  TEXT(1003, "expected frames as binary messages, found a text"),
  UNREAD(1008, "an answer has not been read in time"),
  TOO_FAR_BEHIND(1008, "too many frames came while one was in work"),
  TOO_LARGE(1009, "the frame is too large"),
  IDLE(4408, "no frame came for too long");

  private final int code;
  private final String reason;

  StreamClose(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
