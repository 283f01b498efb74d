package dev.quantmask.kafka;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Asks the brokers for the lag every few seconds, as scalers do: a scrape must not wait for it.
 * What is done and not committed then is committed.
 */
@Singleton
final class LagWatch {
  private static final Logger LOG = Logger.getLogger(LagWatch.class);
  private static final long INTERVAL_MILLIS = 5_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final KafkaClientService clients;
  private final DoneOffsets offsets;
  private final Vertx vertx;
  private volatile double lag = Double.NaN; // until the brokers have been asked

  LagWatch(KafkaClientService clients, DoneOffsets offsets, Vertx vertx) {
    this.clients = clients;
    this.offsets = offsets;
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
          .runOnPollingThread(this::lag)
          .subscribe()
          .with(
              value -> lag = value,
              failure -> LOG.debugf(failure, "The brokers do not tell the lag"));
    }
  }

  private double lag(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> settled = offsets.settled();
    Set<TopicPartition> partitions = consumer.assignment();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, LONGEST);
    Map<TopicPartition, OffsetAndMetadata> missing = new HashMap<>();
    double sum = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      long known = offset == null ? 0 : offset.offset();
      long done = settled.getOrDefault(partition, 0L);
      if (done > known && done <= ends.get(partition)) { // not of a topic that was made again
        missing.put(partition, new OffsetAndMetadata(done));
        known = done;
      }
      sum += ends.get(partition) - known;
    }
    if (!missing.isEmpty()) {
      consumer.commitSync(missing, LONGEST);
    }
    return sum;
  }
}
