package dev.quantmask.pytorch.io;

import java.io.IOException;

/** The bytes are not a checkpoint that can be used; the message says where and why. */
public final class MalformedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedCheckpointException(String message) {
    super(message);
  }

  public MalformedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
