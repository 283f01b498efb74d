package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads the headers of a message: options, attributes of a CloudEvent as its Kafka binding names
 * them, and others, which go with the answer.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     binding</a>
 */
final class MessageHeaders {
  static final String CONTENT_TYPE = "content-type";

  /** Of an answer: TOPIC/PARTITION/OFFSET of the message. */
  static final String ANSWER_TO = "quantmask-answer-to";

  private static final String OPTION = "quantmask-";
  private static final String ATTRIBUTE = "ce_";
  private static final String HTTP_ATTRIBUTE = "ce-";

  /** Of the library, which notes there under which assignment of partitions a message was read. */
  private static final String INTERNAL = "__smallrye_";

  private final Headers headers;

  MessageHeaders(Headers headers) {
    this.headers = headers;
  }

  /** Returns the options by name, such as {@code minScore} of {@code quantmask-minScore}. */
  MultiMap options() {
    MultiMap options = MultiMap.caseInsensitiveMultiMap();
    for (Header header : headers) {
      if (header.key().startsWith(OPTION) && !header.key().equals(ANSWER_TO)) {
        options.add(header.key().substring(OPTION.length()), text(header));
      }
    }
    return options;
  }

  /** Returns the content type and the attributes of an event, with the names of HTTP. */
  MultiMap event() {
    MultiMap event = MultiMap.caseInsensitiveMultiMap();
    for (Header header : headers) {
      if (header.key().startsWith(ATTRIBUTE)) {
        event.add(HTTP_ATTRIBUTE + header.key().substring(ATTRIBUTE.length()), text(header));
      } else if (header.key().equalsIgnoreCase(CONTENT_TYPE)) {
        event.add(CONTENT_TYPE, text(header));
      }
    }
    return event;
  }

  /** Returns a new list of those that are not for this service. */
  Headers others() {
    RecordHeaders others = new RecordHeaders();
    for (Header header : headers) {
      String name = header.key();
      if (!name.startsWith(OPTION)
          && !name.startsWith(ATTRIBUTE)
          && !name.startsWith(INTERNAL)
          && !name.equalsIgnoreCase(CONTENT_TYPE)) {
        others.add(header);
      }
    }
    return others;
  }

  /** Adds a header, of which the name is that of HTTP. */
  static void add(Headers headers, String name, String value) {
    String key =
        name.startsWith(HTTP_ATTRIBUTE)
            ? ATTRIBUTE + name.substring(HTTP_ATTRIBUTE.length())
            : name.equalsIgnoreCase(CONTENT_TYPE) ? CONTENT_TYPE : name;
    headers.add(key, value.getBytes(UTF_8));
  }

  private static String text(Header header) {
    return header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
