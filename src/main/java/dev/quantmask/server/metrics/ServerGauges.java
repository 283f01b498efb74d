package dev.quantmask.server.metrics;

import dev.quantmask.server.models.ServiceReadiness;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.ServerLoad;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.serving.model.ModelStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reports how busy the server is, and its models. */
@Singleton
final class ServerGauges {
  private final MeterRegistry registry;
  private final DetectionServer server;
  private final ServiceReadiness readiness;
  private final Duration timeout;

  ServerGauges(
      MeterRegistry registry,
      DetectionServer server,
      ServiceReadiness readiness,
      @ConfigProperty(name = "quantmask.limits.timeout") Duration timeout) {
    this.registry = registry;
    this.server = server;
    this.readiness = readiness;
    this.timeout = timeout;
  }

  void onStart(@Observes StartupEvent event) {
    gauge("quantmask.requests.active", "Requests that are in the server", ServerLoad::requests);
    gauge("quantmask.queue.depth", "Images that wait for a worker", ServerLoad::waiting);
    gauge("quantmask.workers.busy", "Workers that run a network", ServerLoad::busyWorkers);
    gauge("quantmask.images.running", "Images in the network", ServerLoad::running);
    gauge("quantmask.decoded.pixels", "Decoded pixels that are held", ServerLoad::pixels);
    register("quantmask.workers", "All workers", () -> server.limits().workers());
    register("quantmask.queue.limit", "Most that may wait", () -> server.limits().waiting());
    register("quantmask.ready", "1 when /q/health/ready is up", this::ready);
    Gauge.builder("quantmask.request.body", server, server -> server.load().bodyBytes())
        .description("Bodies that are held")
        .baseUnit("bytes")
        .register(registry);
    TimeGauge.builder("quantmask.timeout", timeout, TimeUnit.MILLISECONDS, Duration::toMillis)
        .description("Until when a request is answered")
        .register(registry);
    server.models().forEach(model -> watch(model.name()));
  }

  private void gauge(String name, String description, ToDoubleFunction<ServerLoad> value) {
    register(name, description, () -> value.applyAsDouble(server.load()));
  }

  private void register(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private int ready() {
    return readiness.isReady() ? 1 : 0;
  }

  private void watch(String model) {
    watch("quantmask.model.ready", "1 when it is loaded", model, ServerGauges::isLoaded);
    watch(
        "quantmask.model.failed",
        "1 when its file cannot be used, even if an older one still serves",
        model,
        ServerGauges::hasFailed);
  }

  private void watch(
      String name, String description, String model, Predicate<ModelState> predicate) {
    Gauge.builder(name, server, server -> is(model, predicate) ? 1 : 0)
        .description(description)
        .tag("model", model)
        .register(registry);
  }

  private boolean is(String model, Predicate<ModelState> predicate) {
    return server.models().stream()
        .filter(status -> status.name().equals(model))
        .map(ModelStatus::state)
        .anyMatch(predicate);
  }

  private static boolean isLoaded(ModelState state) {
    return state instanceof ModelState.Ready;
  }

  private static boolean hasFailed(ModelState state) {
    return state instanceof ModelState.Failed
        || (state instanceof ModelState.Ready ready && ready.replacementProblem().isPresent());
  }
}
