package dev.quantmask.kafka;

import dev.quantmask.text.Visible;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads the topic of images. A message is acknowledged when the brokers have its answer; only then
 * the connector commits its offset, and only if all before it are acknowledged, too.
 */
@Singleton
final class ImageConsumer {
  static final String CHANNEL = "images";

  private static final Logger LOG = Logger.getLogger(ImageConsumer.class);

  /** Within the time that Quarkus gives to the end, for what is in the network already. */
  private static final long END_SECONDS = 5;

  private final MessageService service;
  private final AnswerSender sender;
  private final KafkaMetrics metrics;
  private final DoneOffsets offsets;
  private final Patience patience;
  private final ExecutorService executor;
  private final MessageSubscriber<Message<byte[]>> subscriber;

  ImageConsumer(
      MessageService service,
      AnswerSender sender,
      KafkaMetrics metrics,
      DoneOffsets offsets,
      Patience patience,
      KafkaSettings settings) {
    this.service = service;
    this.sender = sender;
    this.metrics = metrics;
    this.offsets = offsets;
    this.patience = patience;
    this.executor = Executors.newFixedThreadPool(settings.maxInFlight(), threads());
    this.subscriber =
        new MessageSubscriber<>(
            settings.maxInFlight(), message -> record(message).key(), this::isDone, executor);
    metrics.watch(subscriber::inFlight, patience::waiting);
    offsets.watch(subscriber::inFlight);
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "kafka-image-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Incoming(CHANNEL)
  @Acknowledgment(Acknowledgment.Strategy.MANUAL)
  Flow.Subscriber<Message<byte[]>> images() {
    return subscriber;
  }

  private boolean isDone(Message<byte[]> message) {
    ConsumerRecord<byte[], byte[]> record = record(message);
    try {
      Answer written = sender.send(record, service.answer(record));
      if (written.isDeadLetter()) {
        LOG.warn(
            Visible.format(
                "%s: a dead letter: %s",
                Answer.name(record), new String(written.value(), StandardCharsets.UTF_8)));
      }
      metrics.answered(written.isDeadLetter());
      offsets.done(record);
      message.ack();
      return true;
    } catch (StoppedException e) {
      return false; // the instance that gets the partition next reads it again
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "%s: given up; the service has to be started again", Answer.name(record));
      message.nack(e); // health tells it
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecord<byte[], byte[]> record(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(metadata -> (ConsumerRecord<byte[], byte[]>) metadata.getRecord())
        .orElseThrow();
  }

  /**
   * Before the connector ends: answers that are on their way are written and acknowledged. Not
   * where nothing is configured, and this has never been made.
   */
  void onStop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event)
      throws InterruptedException {
    patience.stop();
    executor.shutdown();
    if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("Images are still computed: they will be read again");
    }
  }
}
