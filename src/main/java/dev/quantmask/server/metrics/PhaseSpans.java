package dev.quantmask.server.metrics;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.ServingObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A span for each phase, under the request's own, when traces are on. */
@Singleton
final class PhaseSpans implements ServingObserver {
  private final Tracer tracer;

  PhaseSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void answered(String model, DetectionResult result, double answerMillis) {
    Instant end = Instant.now();
    Span request = Span.current();
    if (!request.isRecording()) {
      return;
    }
    describe(request, model, Outcome.ANSWERED);
    request.setAttribute("quantmask.scheme", result.model().scheme());
    request.setAttribute("quantmask.precision", result.model().precision().label());
    request.setAttribute("quantmask.width", result.image().width());
    request.setAttribute("quantmask.height", result.image().height());
    request.setAttribute("quantmask.detections", result.detections().detections().size());
    addPhases(Phase.times(result.detections().timing(), answerMillis), end);
  }

  /** One after the other, as they were: what was waited for in several places is one span. */
  private void addPhases(Map<Phase, Double> times, Instant end) {
    double all = times.values().stream().mapToDouble(Double::doubleValue).sum();
    Instant start = later(end, -all);
    for (Map.Entry<Phase, Double> phase : times.entrySet()) {
      Instant next = later(start, phase.getValue());
      tracer.spanBuilder(phase.getKey().label()).setStartTimestamp(start).startSpan().end(next);
      start = next;
    }
  }

  private static Instant later(Instant instant, double milliseconds) {
    return instant.plus(Duration.ofNanos(Math.round(milliseconds * 1e6)));
  }

  @Override
  public void refused(String model, Outcome outcome, double totalMillis) {
    Span request = Span.current();
    if (request.isRecording()) {
      describe(request, model, outcome);
    }
  }

  private static void describe(Span request, String model, Outcome outcome) {
    request.setAttribute("quantmask.endpoint", ObservedRequest.currentEndpoint());
    request.setAttribute("quantmask.model", RequestMetrics.labelOf(model));
    request.setAttribute("quantmask.outcome", outcome.label());
  }
}
