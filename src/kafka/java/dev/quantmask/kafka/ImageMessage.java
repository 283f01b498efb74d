package dev.quantmask.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.cloudevents.EventInput;
import dev.quantmask.server.cloudevents.EventReader;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.DetectRequest;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message of the topic of images.
 *
 * @param event empty where it is an image, or JSON, by itself
 */
record ImageMessage(
    ConsumerRecord<byte[], byte[]> message, MessageHeaders headers, Optional<CloudEvent> event) {
  /** CloudEvents' extension for data that is too large for a message ("claim check"). */
  private static final String REFERENCE = "dataref";

  /**
   * @throws ProblemException when it cannot be read
   */
  static ImageMessage of(ConsumerRecord<byte[], byte[]> message, ObjectMapper mapper) {
    MessageHeaders headers = new MessageHeaders(message.headers());
    MultiMap attributes = headers.event();
    byte[] value = message.value() == null ? new byte[0] : message.value();
    if (EventReader.isEvent(attributes)) {
      CloudEvent event = EventReader.read(attributes, value, mapper);
      return new ImageMessage(message, headers, Optional.of(event));
    }
    if (value.length == 0) {
      throw ProblemException.badRequest("the message has no value: expected an image");
    }
    return new ImageMessage(message, headers, Optional.empty());
  }

  /** The address where the image is, if it is not in the message. */
  Optional<String> reference() {
    return event
        .filter(each -> each.getData() == null || each.getData().toBytes().length == 0)
        .map(each -> each.getExtension(REFERENCE))
        .map(Object::toString);
  }

  /** Returns this event with the data that it refers to. */
  ImageMessage with(byte[] data) {
    return new ImageMessage(
        message, headers, event.map(each -> CloudEventBuilder.from(each).withData(data).build()));
  }

  /**
   * @throws ProblemException when its options or its type are not understood
   */
  DetectRequest request(ObjectMapper mapper) {
    MultiMap options = headers.options();
    return event
        .map(each -> EventInput.of(each, options, mapper))
        .orElseGet(
            () ->
                EventInput.ofData(
                    MessageHeaders.CONTENT_TYPE,
                    headers.event().get(MessageHeaders.CONTENT_TYPE),
                    message.value(),
                    options,
                    mapper));
  }
}
