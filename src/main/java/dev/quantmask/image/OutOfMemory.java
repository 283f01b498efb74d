package dev.quantmask.image;

import java.util.Optional;

/**
 * Tells a lack of memory from a fault of the input. ImageIO's plug-ins wrap an OutOfMemoryError as
 * they wrap anything that is thrown while they read.
 */
public final class OutOfMemory {
  private static final int MOST_CAUSES = 100; // causes may be a circle

  private OutOfMemory() {}

  /** The error, when it is what was thrown or one of the causes. */
  public static Optional<OutOfMemoryError> in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (cause instanceof OutOfMemoryError error) {
        return Optional.of(error);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
