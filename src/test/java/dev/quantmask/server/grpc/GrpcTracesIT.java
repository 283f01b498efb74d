package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Grpc;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call is traced as any request: under its client's span, with one for each phase. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class GrpcTracesIT {
  private static final String TRACE = "5bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "01f067aa0ba902b7";

  @Inject InMemorySpanExporter exporter;

  @Test
  void phasesAreUnderTheCallOfTheClientsTrace() throws Exception {
    try (Grpc grpc = new Grpc()) {
      grpc.call(
          Grpc.INFER,
          Grpc.file(TestImages.png()).build(),
          "traceparent",
          Text.format("00-%s-%s-01", TRACE, PARENT));
    }
    Http.awaitUntil(() -> spans().stream().anyMatch(GrpcTracesIT::isServer));
    SpanData call = spans().stream().filter(GrpcTracesIT::isServer).findAny().orElseThrow();
    assertThat(call.getParentSpanId()).isEqualTo(PARENT);
    assertThat(attribute(call, "quantmask.endpoint")).isEqualTo("grpc");
    assertThat(attribute(call, "quantmask.outcome")).isEqualTo("answered");
    assertThat(spans())
        .filteredOn(span -> !isServer(span))
        .extracting(SpanData::getName)
        .contains("decode", "queue", "inference", "postprocess", "encode");
  }

  private List<SpanData> spans() {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(TRACE))
        .toList();
  }

  private static boolean isServer(SpanData span) {
    return span.getKind() == SpanKind.SERVER;
  }

  private static String attribute(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }
}
