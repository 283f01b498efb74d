package dev.quantmask.server;

import dev.quantmask.server.streaming.IdleCalls;
import dev.quantmask.server.streaming.OpenStreams;
import dev.quantmask.serving.DetectionServer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses new requests once the end has begun: Quarkus only waits until there are none, and takes
 * all that come meanwhile, so that a busy service would not end by itself.
 */
@Singleton
final class ShutdownHandler {
  private final DetectionServer server;
  private final OpenStreams streams;
  private final IdleCalls calls;
  private final Duration delay;

  /**
   * @param delay in which balancers are to see that the service is not ready
   */
  ShutdownHandler(
      DetectionServer server,
      OpenStreams streams,
      IdleCalls calls,
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
    this.server = server;
    this.streams = streams;
    this.calls = calls;
    this.delay = delay.orElse(Duration.ZERO);
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    if (delay.isZero()) {
      drain();
      return;
    }
    Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(this::drain);
  }

  private void drain() {
    server.drain();
    streams.drain();
    calls.drain();
  }
}
