package dev.quantmask.testing;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Takes the place of a collector. */
final class SpanMemory {
  private SpanMemory() {}

  @Produces
  @Singleton
  static InMemorySpanExporter exporter() {
    return InMemorySpanExporter.create();
  }
}
