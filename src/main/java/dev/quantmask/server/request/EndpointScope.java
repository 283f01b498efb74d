package dev.quantmask.server.request;

import java.util.Optional;

/**
 * Through which endpoint the work of this thread has come, where the HTTP request that is being
 * answered does not say so: a frame of a session has no request of its own.
 */
public final class EndpointScope implements AutoCloseable {
  private static final ThreadLocal<DetectionEndpoint> CURRENT = new ThreadLocal<>();

  private EndpointScope() {}

  /** Marks that what this thread does until this is closed has come through an endpoint. */
  public static EndpointScope enter(DetectionEndpoint endpoint) {
    CURRENT.set(endpoint);
    return new EndpointScope();
  }

  public static Optional<DetectionEndpoint> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
