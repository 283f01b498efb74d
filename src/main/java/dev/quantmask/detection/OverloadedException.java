package dev.quantmask.detection;

/** Too many requests wait already; each of them holds a decoded image. */
public final class OverloadedException extends Exception {
  private static final long serialVersionUID = 1L;

  OverloadedException(int waiting) {
    super("%d requests wait already: try again later".formatted(waiting));
  }
}
