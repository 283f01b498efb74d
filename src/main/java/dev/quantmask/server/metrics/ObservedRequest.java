package dev.quantmask.server.metrics;

import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.EndpointScope;
import dev.quantmask.text.Text;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An HTTP request at an endpoint, and what the server told of it. It goes with the request from
 * thread to thread, as its context of Vert.x does.
 */
final class ObservedRequest {
  private static final String KEY = ObservedRequest.class.getName();

  /** Where nobody said which. */
  private static final String NO_ENDPOINT = "none";

  private final DetectionEndpoint endpoint;
  // Guarded by this.
  private final Map<Phase, Double> times = new EnumMap<>(Phase.class);
  private double total;
  private boolean counted;

  ObservedRequest(DetectionEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  void enter() {
    ContextLocals.put(KEY, this);
  }

  /** Empty where no HTTP request is being answered. */
  static Optional<ObservedRequest> current() {
    return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
  }

  /** The endpoint through which the work of this thread has come. */
  static String currentEndpoint() {
    return EndpointScope.current()
        .or(() -> current().map(request -> request.endpoint().label()))
        .orElse(NO_ENDPOINT);
  }

  DetectionEndpoint endpoint() {
    return endpoint;
  }

  /** Notes that the server has told how it ended; returns true the first time. */
  synchronized boolean count() {
    boolean first = !counted;
    counted = true;
    return first;
  }

  /** Adds the times of one image, in milliseconds. */
  synchronized void add(Map<Phase, Double> imageTimes, double imageTotal) {
    imageTimes.forEach((phase, time) -> times.merge(phase, time, Double::sum));
    total += imageTotal;
  }

  /**
   * The value of the header <a href="https://www.w3.org/TR/server-timing/">Server-Timing</a>; empty
   * when nothing was detected.
   */
  synchronized Optional<String> serverTiming() {
    if (times.isEmpty()) {
      return Optional.empty();
    }
    String phases =
        times.entrySet().stream()
            .map(phase -> metric(phase.getKey().label(), phase.getValue()))
            .collect(Collectors.joining(", "));
    return Optional.of(phases + ", " + metric("total", total));
  }

  private static String metric(String name, double milliseconds) {
    return Text.format("%s;dur=%.3f", name, milliseconds);
  }
}
