package dev.quantmask.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.text.Text;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces, when they are on: a request's span, and under it one for each phase. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class TracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @Inject InMemorySpanExporter exporter;

  /** The spans of one request that came with a trace, in order of time, the request's first. */
  private List<SpanData> trace(byte[] image) throws Exception {
    exporter.reset();
    Http.send(
        "POST",
        "/v1/detections?maxDetections=1",
        BodyPublishers.ofByteArray(image),
        "traceparent",
        Text.format("00-%s-%s-01", TRACE, PARENT));
    List<SpanData> spans = List.of();
    for (int i = 0; i < 200 && spans.stream().noneMatch(this::isServer); i++) {
      Thread.sleep(20);
      spans = exporter.getFinishedSpanItems();
    }
    return spans.stream()
        .sorted(
            Comparator.comparing((SpanData span) -> !isServer(span))
                .thenComparing(SpanData::getStartEpochNanos)
                .thenComparing(SpanData::getEndEpochNanos))
        .toList();
  }

  private boolean isServer(SpanData span) {
    return span.getKind() == SpanKind.SERVER;
  }

  private static String attribute(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  @Test
  void phasesAreUnderTheRequestOfTheClientsTrace() throws Exception {
    Http.raw(TestImages.png(), ""); // the model is loaded
    Thread.sleep(300); // and its spans are away
    List<SpanData> spans = trace(TestImages.png());

    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TRACE);
    SpanData request = spans.get(0);
    assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(request.getParentSpanId()).isEqualTo(PARENT);
    assertThat(attribute(request, "quantmask.endpoint")).isEqualTo("detections");
    assertThat(attribute(request, "quantmask.model")).isEqualTo("default");
    assertThat(attribute(request, "quantmask.outcome")).isEqualTo("answered");
    assertThat(request.getAttributes().get(AttributeKey.longKey("quantmask.detections")))
        .isEqualTo(1);

    List<SpanData> phases = spans.subList(1, spans.size());
    assertThat(phases)
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("decode", "queue", "inference", "postprocess", "encode");
    assertThat(phases).extracting(SpanData::getParentSpanId).containsOnly(request.getSpanId());
    SpanData inference =
        phases.stream().filter(span -> span.getName().equals("inference")).findAny().orElseThrow();
    assertThat(inference.getEndEpochNanos() - inference.getStartEpochNanos()).isEqualTo(12_345_670);
  }

  @Test
  void whatIsRefusedSaysHow() throws Exception {
    Thread.sleep(300);
    List<SpanData> spans = trace(new byte[] {1, 2, 3});
    assertThat(spans).hasSize(1);
    assertThat(attribute(spans.get(0), "quantmask.outcome")).isEqualTo("invalid_image");
  }
}
