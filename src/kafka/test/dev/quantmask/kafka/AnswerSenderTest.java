package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.remote.AllowedAddresses;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class AnswerSenderTest {
  private static final KafkaSettings SETTINGS =
      new KafkaSettings(true, "images", "detections", "dead", 1, AllowedAddresses.below(List.of()));
  private static final ConsumerRecord<byte[], byte[]> MESSAGE = message();

  /** What the brokers say to one message after the other. */
  private final Queue<RuntimeException> refusals = new ArrayDeque<>();

  private final Queue<Message<byte[]>> sent = new ArrayDeque<>();
  private final Patience patience = new Patience(Duration.ZERO);
  private final AnswerSender sender =
      new AnswerSender(this::send, SETTINGS, patience, Duration.ZERO);

  private static ConsumerRecord<byte[], byte[]> message() {
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>("images", 3, 42, "key".getBytes(UTF_8), new byte[] {1});
    message.headers().add("correlation-id", "c1".getBytes(UTF_8));
    return message;
  }

  private Uni<Void> send(Message<byte[]> message) {
    sent.add(message);
    return refusals.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(refusals.remove());
  }

  private Answer send() {
    byte[] value = "{}".getBytes(UTF_8);
    return sender.send(MESSAGE, new Answer(false, MESSAGE.key(), value, new RecordHeaders()));
  }

  private static OutgoingKafkaRecordMetadata<?> metadata(Message<byte[]> message) {
    return message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
  }

  private static List<String> headers(Message<byte[]> message) {
    return Arrays.stream(metadata(message).getHeaders().toArray()).map(Header::key).toList();
  }

  @Test
  void anAnswerIsWrittenUntilTheBrokersHaveIt() {
    refusals.add(new TimeoutException("no broker"));
    refusals.add(new TimeoutException("no broker"));
    assertThat(send().isDeadLetter()).isFalse();
    assertThat(sent).hasSize(3).allMatch(one -> metadata(one).getTopic().equals("detections"));
  }

  @Test
  void anAnswerThatIsTooLargeIsADeadLetter() {
    refusals.add(new RecordTooLargeException("too large"));
    Answer written = send();
    assertThat(written.isDeadLetter()).isTrue();
    assertThat(new String(written.value(), UTF_8)).contains("\"status\":413", "has 2 bytes");
    sent.remove();
    assertThat(metadata(sent.element()).getTopic()).isEqualTo("dead");
    assertThat(metadata(sent.element()).getKey()).isEqualTo(MESSAGE.key());
    assertThat(headers(sent.element()))
        .containsExactly("correlation-id", "quantmask-answer-to", "content-type");
  }

  /** Otherwise a message with many headers would end the service, each time that it is started. */
  @Test
  void headersThatAreTooLargeAreLeftOut() {
    refusals.add(new RecordTooLargeException("too large"));
    refusals.add(new RecordTooLargeException("too large"));
    send();
    sent.remove();
    sent.remove();
    assertThat(metadata(sent.element()).getKey()).isNull();
    assertThat(headers(sent.element())).containsExactly("quantmask-answer-to", "content-type");
  }

  @Test
  void theServiceMayEndBefore() {
    patience.stop();
    refusals.add(new TimeoutException("no broker"));
    assertThatThrownBy(this::send).isInstanceOf(StoppedException.class);
    assertThat(sent).hasSize(1);
  }
}
