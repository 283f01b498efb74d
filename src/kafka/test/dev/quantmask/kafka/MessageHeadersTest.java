package dev.quantmask.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class MessageHeadersTest {
  private static MessageHeaders headers(String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return new MessageHeaders(headers);
  }

  @Test
  void optionsHaveAPrefix() {
    MessageHeaders headers =
        headers("quantmask-minScore", "0.5", "model", "x", "quantmask-answer-to", "images/0/1");
    assertThat(headers.options().names()).containsExactly("minScore");
    assertThat(headers.options().get("minScore")).isEqualTo("0.5");
  }

  /** No percent-encoding, which only HTTP has. */
  @Test
  void attributesOfEventsAreTextInUtf8() {
    MessageHeaders headers = headers("ce_subject", "Spiel 1%20ü", "Content-Type", "image/png");
    assertThat(headers.event().get("ce-subject")).isEqualTo("Spiel 1%20ü");
    assertThat(headers.event().get("content-type")).isEqualTo("image/png");
  }

  @Test
  void othersGoWithTheAnswer() {
    Headers others =
        headers(
                "correlation-id", "7",
                "ce_id", "frame-1",
                "content-type", "image/png",
                "quantmask-masks", "none",
                "quantmask-answer-to", "elsewhere/0/1",
                "__smallrye_generationId", "1",
                "traceparent", "00-1",
                "correlation-id", "8")
            .others();
    assertThat(Arrays.stream(others.toArray()).map(Header::key))
        .containsExactly("correlation-id", "traceparent", "correlation-id");
  }

  @Test
  void aHeaderMayHaveNoValue() {
    Headers headers = new RecordHeaders().add("quantmask-model", null);
    assertThat(new MessageHeaders(headers).options().get("model")).isEmpty();
  }

  @Test
  void namesOfHttpBecomeThoseOfKafka() {
    Headers headers = new RecordHeaders();
    MessageHeaders.add(headers, "ce-id", "1");
    MessageHeaders.add(headers, "Content-Type", "application/json");
    assertThat(Arrays.stream(headers.toArray()).map(Header::key))
        .containsExactly("ce_id", "content-type");
  }
}
