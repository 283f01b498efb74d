package dev.quantmask.server.metrics;

import dev.quantmask.detection.LoadTiming;
import dev.quantmask.serving.api.ServingObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what becomes of models. */
@Singleton
final class ModelMetrics implements ServingObserver {
  private final MeterRegistry registry;
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  ModelMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void modelLoaded(String model, LoadTiming time) {
    count(model, loaded.add(model) ? "loaded" : "replaced");
    Timer.builder("quantmask.model.load")
        .description("Reading an archive and packing its weights, without starting libtorch")
        .tag("model", model)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1))
        .register(registry)
        .record(Duration.ofNanos(Math.round(time.archive() * 1e6)));
  }

  @Override
  public void modelFailed(String model, String reason) {
    count(model, loaded.contains(model) ? "replacement_failed" : "failed");
  }

  @Override
  public void modelUnloaded(String model) {
    loaded.remove(model);
    count(model, "unloaded");
  }

  private void count(String model, String change) {
    registry.counter("quantmask.model.changes", "model", model, "change", change).increment();
  }
}
