package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes messages as other programs do, and reads what the service has written. */
final class Topics implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String brokers;
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

  /**
   * @param written topics that the service writes
   */
  Topics(String brokers, Set<String> written) {
    this.brokers = brokers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "max.request.size", 8 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers, "group.id", "tests", "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(written);
  }

  /**
   * Writes a message, and returns its name: TOPIC/PARTITION/OFFSET.
   *
   * @param headers names and values in turn
   */
  String send(String topic, String key, byte[] value, String... headers) {
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
    for (int i = 0; i < headers.length; i += 2) {
      message.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    try {
      var written = producer.send(message).get(60, TimeUnit.SECONDS);
      return written.topic() + "/" + written.partition() + "/" + written.offset();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not take it", e);
    }
  }

  /** Reads until so many messages have come that fit. */
  List<ConsumerRecord<String, byte[]>> await(
      int count, Predicate<ConsumerRecord<String, byte[]>> filter) {
    long start = System.nanoTime();
    while (true) {
      List<ConsumerRecord<String, byte[]>> found = read.stream().filter(filter).toList();
      if (found.size() >= count) {
        return found;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("expected " + count + " messages, found " + found.size());
      }
      poll();
    }
  }

  /** Reads what is there now, and returns all that was read. */
  List<ConsumerRecord<String, byte[]>> poll() {
    consumer.poll(Duration.ofMillis(100)).forEach(read::add);
    return List.copyOf(read);
  }

  /** The one answer to a message. */
  ConsumerRecord<String, byte[]> answer(String message) {
    return await(1, record -> header(record, MessageHeaders.ANSWER_TO).equals(message)).get(0);
  }

  static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  /** Returns how many messages a group has committed in all partitions of a topic. */
  long committed(String group, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          new HashMap<>(
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .toCompletionStage()
                  .toCompletableFuture()
                  .join());
      return offsets.entrySet().stream()
          .filter(entry -> entry.getKey().topic().equals(topic))
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    }
  }

  /** Returns how many messages have been written to a topic. */
  long end(String topic) {
    List<TopicPartition> partitions =
        producer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Waits until a group has committed so many messages. */
  void awaitCommitted(String group, String topic, long count) throws InterruptedException {
    long start = System.nanoTime();
    while (committed(group, topic) < count) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException(
            "expected " + count + " committed messages, found " + committed(group, topic));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
