package dev.quantmask.kafka;

import dev.quantmask.server.problem.Problem;
import dev.quantmask.text.Text;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Writes answers, and waits until the brokers have them. */
final class AnswerSender {
  private static final Logger LOG = Logger.getLogger(AnswerSender.class);

  private final Function<Message<byte[]>, Uni<Void>> channel;
  private final KafkaSettings settings;
  private final Patience patience;
  private final Duration pause;

  /**
   * @param channel sends a message, and completes when the brokers have it
   * @param pause before another attempt, after the client has given up its own
   */
  AnswerSender(
      Function<Message<byte[]>, Uni<Void>> channel,
      KafkaSettings settings,
      Patience patience,
      Duration pause) {
    this.channel = channel;
    this.settings = settings;
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * Writes what is said about a message, again until the brokers have it.
   *
   * @return what was written: a problem, if the detections are larger than a message may be
   * @throws StoppedException when the service ends before
   */
  Answer send(ConsumerRecord<byte[], byte[]> message, Answer answer) {
    try {
      return write(message, answer);
    } catch (RecordTooLargeException e) {
      Problem problem = tooLarge(answer);
      try {
        return write(message, Answer.deadLetter(message, problem));
      } catch (RecordTooLargeException again) {
        return write(message, Answer.shortDeadLetter(message, problem));
      }
    }
  }

  private Answer write(ConsumerRecord<byte[], byte[]> message, Answer answer) {
    while (true) {
      try {
        channel.apply(outgoing(answer)).await().indefinitely();
        return answer;
      } catch (RecordTooLargeException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf(e, "%s: its answer cannot be written; trying again", Answer.name(message));
        patience.pause(pause);
      }
    }
  }

  private Message<byte[]> outgoing(Answer answer) {
    return Message.of(answer.value())
        .addMetadata(
            OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(
                    answer.isDeadLetter()
                        ? settings.deadLettersTopic()
                        : settings.detectionsTopic())
                .withKey(answer.key())
                .withHeaders(answer.headers())
                .build());
  }

  private static Problem tooLarge(Answer answer) {
    return new Problem(
        413,
        Text.format(
            "the answer has %d bytes, and with key and headers more than a message may have: raise"
                + " minScore, lower maxDetections, ask for masks=none, or raise max.request.size of"
                + " the channel and max.message.bytes of the topic",
            answer.value().length));
  }
}
