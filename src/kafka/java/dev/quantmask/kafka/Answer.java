package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.detection.output.DetectionResponse;
import dev.quantmask.server.cloudevents.EventResponse;
import dev.quantmask.server.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What is written about a message.
 *
 * @param isDeadLetter whether it is a problem rather than detections
 * @param key that of the message, null if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(boolean isDeadLetter, byte[] key, byte[] value, Headers headers) {
  /** Detections as JSON, or as an event where the message was one. */
  static Answer of(ImageMessage message, DetectionResponse found, ObjectMapper mapper)
      throws IOException {
    Headers headers = headers(message.message());
    if (message.event().isEmpty()) {
      MessageHeaders.add(headers, MessageHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
      return new Answer(false, message.message().key(), mapper.writeValueAsBytes(found), headers);
    }
    AtomicReference<byte[]> value = new AtomicReference<>();
    EventResponse.write(
        message.event().get(),
        found,
        mapper,
        (name, text) -> MessageHeaders.add(headers, name, text),
        value::set);
    return new Answer(false, message.message().key(), value.get(), headers);
  }

  static Answer deadLetter(ConsumerRecord<byte[], byte[]> message, Problem problem) {
    return deadLetter(message.key(), headers(message), problem);
  }

  /** Without key and headers of the message, where these are what is too large. */
  static Answer shortDeadLetter(ConsumerRecord<byte[], byte[]> message, Problem problem) {
    return deadLetter(null, named(new RecordHeaders(), message), problem);
  }

  private static Answer deadLetter(byte[] key, Headers headers, Problem problem) {
    MessageHeaders.add(headers, MessageHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    return new Answer(true, key, problem.json().getBytes(UTF_8), headers);
  }

  private static Headers headers(ConsumerRecord<byte[], byte[]> message) {
    return named(new MessageHeaders(message.headers()).others(), message);
  }

  /** The same for a message that is read again, so that its second answer is known as such. */
  private static Headers named(Headers headers, ConsumerRecord<byte[], byte[]> message) {
    MessageHeaders.add(headers, MessageHeaders.ANSWER_TO, name(message));
    return headers;
  }

  static String name(ConsumerRecord<?, ?> message) {
    return message.topic() + "/" + message.partition() + "/" + message.offset();
  }
}
