package dev.quantmask.server.request;

import java.util.Optional;

/**
 * Through which endpoint the work of this thread has come, where the HTTP request that is being
 * answered does not say so: a frame of a session has no request of its own, and a message of a
 * broker has none at all.
 */
public final class EndpointScope implements AutoCloseable {
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private EndpointScope() {}

  /** Marks that what this thread does until this is closed has come through an endpoint. */
  public static EndpointScope enter(DetectionEndpoint endpoint) {
    return enter(endpoint.label());
  }

  /**
   * The same of what is no endpoint of HTTP.
   *
   * @param label what metrics call it, one of few
   */
  public static EndpointScope enter(String label) {
    CURRENT.set(label);
    return new EndpointScope();
  }

  /** Returns what metrics and traces call it. */
  public static Optional<String> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
