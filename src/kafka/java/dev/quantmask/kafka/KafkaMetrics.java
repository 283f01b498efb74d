package dev.quantmask.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts messages. All counters are there from the first, with 0, if the service reads a topic. */
final class KafkaMetrics {
  private final MeterRegistry registry;
  private final boolean enabled;
  private final Counter answered;
  private final Counter deadLetters;

  KafkaMetrics(MeterRegistry registry, boolean enabled) {
    this.registry = registry;
    this.enabled = enabled;
    this.answered = enabled ? messages("answered") : null;
    this.deadLetters = enabled ? messages("dead_letter") : null;
  }

  private Counter messages(String end) {
    return Counter.builder("quantmask.kafka.messages")
        .description("Messages whose answer the brokers have")
        .tag("end", end)
        .register(registry);
  }

  void answered(boolean isDeadLetter) {
    (isDeadLetter ? deadLetters : answered).increment();
  }

  void watch(Supplier<Number> inFlight, Supplier<Number> waiting) {
    gauge(
        "quantmask.kafka.messages.active",
        "Messages in work, or behind one of their key",
        inFlight);
    gauge(
        "quantmask.kafka.messages.waiting", "Messages that wait for room, or for a store", waiting);
  }

  void watchLag(Supplier<Number> lag) {
    gauge("quantmask.kafka.lag", "Messages of the assigned partitions that are not committed", lag);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    if (enabled) {
      Gauge.builder(name, value).description(description).register(registry);
    }
  }
}
