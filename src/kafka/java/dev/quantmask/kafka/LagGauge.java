package dev.quantmask.kafka;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks the brokers for the lag every few seconds, as scalers do: a scrape must not wait for it. */
@Singleton
final class LagGauge {
  private static final Logger LOG = Logger.getLogger(LagGauge.class);
  private static final long INTERVAL_MILLIS = 5_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final KafkaClientService clients;
  private final Vertx vertx;
  private volatile double lag = Double.NaN; // until the brokers have been asked

  LagGauge(KafkaClientService clients, Vertx vertx) {
    this.clients = clients;
    this.vertx = vertx;
  }

  void onStart(@Observes StartupEvent event, KafkaSettings settings, KafkaMetrics metrics) {
    if (settings.enabled()) {
      metrics.watchLag(() -> lag);
      vertx.setPeriodic(INTERVAL_MILLIS, timer -> ask());
    }
  }

  private void ask() {
    KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(ImageConsumer.CHANNEL);
    if (consumer != null) {
      consumer
          .runOnPollingThread(LagGauge::of)
          .subscribe()
          .with(
              value -> lag = value,
              failure -> LOG.debugf(failure, "The brokers do not tell the lag"));
    }
  }

  private static double of(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = consumer.assignment();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, LONGEST);
    double sum = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      sum += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return sum;
  }
}
