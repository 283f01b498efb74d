package dev.quantmask.server.metrics;

import dev.quantmask.server.streaming.FrameEnd;
import dev.quantmask.server.streaming.StreamClose;
import dev.quantmask.server.streaming.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts sessions and their frames. All counters are there from the first, with 0: what has not
 * been there before cannot be seen to rise.
 */
@Singleton
final class StreamMetrics implements StreamObserver {
  private static final String CLOSES = "quantmask.stream.closes";
  private static final String LEFT = "left";

  private final AtomicInteger open = new AtomicInteger();
  private final Counter received;
  private final Map<FrameEnd, Counter> frames = new EnumMap<>(FrameEnd.class);
  private final Map<StreamClose, Counter> closes = new EnumMap<>(StreamClose.class);
  private final Counter left;

  /**
   * @param most streams that may be open
   */
  StreamMetrics(
      MeterRegistry registry, @ConfigProperty(name = "quantmask.limits.max-streams") int most) {
    Gauge.builder("quantmask.streams", open, AtomicInteger::get)
        .description("Streams that are open")
        .register(registry);
    Gauge.builder("quantmask.streams.limit", () -> most)
        .description("Most that may be open")
        .register(registry);
    received = registry.counter("quantmask.stream.frames.received");
    for (FrameEnd end : FrameEnd.values()) {
      frames.put(end, registry.counter("quantmask.stream.frames", "end", label(end)));
    }
    for (StreamClose why : StreamClose.values()) {
      closes.put(why, registry.counter(CLOSES, "reason", label(why)));
    }
    left = registry.counter(CLOSES, "reason", LEFT);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void opened() {
    open.incrementAndGet();
  }

  @Override
  public void closed(StreamClose why) {
    open.decrementAndGet();
    closes.get(why).increment();
  }

  @Override
  public void left() {
    open.decrementAndGet();
    left.increment();
  }

  @Override
  public void received() {
    received.increment();
  }

  @Override
  public void ended(FrameEnd end) {
    frames.get(end).increment();
  }
}
