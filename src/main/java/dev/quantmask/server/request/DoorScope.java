package dev.quantmask.server.request;

import java.util.Optional;

/**
 * Through which door the work of this thread has come, where the HTTP request that is being
 * answered does not say so: a frame of a session has no request of its own.
 */
public final class DoorScope implements AutoCloseable {
  private static final ThreadLocal<Door> CURRENT = new ThreadLocal<>();

  private DoorScope() {}

  /** What this thread does until this is closed has come through a door. */
  public static DoorScope enter(Door door) {
    CURRENT.set(door);
    return new DoorScope();
  }

  public static Optional<Door> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
