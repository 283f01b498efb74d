package dev.quantmask.server.metrics;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.Timing;
import dev.quantmask.serving.api.Outcome;
import dev.quantmask.serving.api.ServingObserver;
import dev.quantmask.serving.model.ModelRegistry;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts requests and times them. */
@Singleton
final class RequestMetrics implements ServingObserver {
  /** The model of requests that did not get so far, or whose model is not configured. */
  static final String NO_MODEL = "none";

  private static final String MODEL = "model";
  private static final String ENDPOINT = "endpoint";

  /** From the decoding of a small image to the longest wait that is usual, in milliseconds. */
  private static final double[] USUAL_TIMES = {
    1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000
  };

  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64};
  private static final double[] DETECTIONS = {1, 2, 5, 10, 20, 50, 100};

  private final MeterRegistry registry;
  private final Duration[] times;
  private final Timer queueWait;
  private final DistributionSummary batchSize;

  /**
   * @param timeout until when a request is answered
   */
  RequestMetrics(
      MeterRegistry registry, @ConfigProperty(name = "quantmask.limits.timeout") Duration timeout) {
    this.registry = registry;
    this.times = upTo(timeout);
    this.queueWait =
        Timer.builder("quantmask.queue.wait")
            .description(
                "Waiting for memory, model and worker, of requests that were answered, late, or given up")
            .serviceLevelObjectives(times)
            .register(registry);
    this.batchSize =
        DistributionSummary.builder("quantmask.batch.size")
            .description("Images that went through the network together")
            .serviceLevelObjectives(SIZES)
            .register(registry);
  }

  /** Bounds of buckets; the last is the deadline, which then is exact in the histogram. */
  private static Duration[] upTo(Duration timeout) {
    Stream<Duration> usual =
        Arrays.stream(USUAL_TIMES)
            .mapToObj(RequestMetrics::duration)
            .filter(time -> time.compareTo(timeout) < 0);
    return Stream.concat(usual, Stream.of(timeout)).toArray(Duration[]::new);
  }

  private static Duration duration(double milliseconds) {
    return Duration.ofNanos(Math.round(milliseconds * 1e6));
  }

  @Override
  public void answered(String model, DetectionResult result, double answerMillis) {
    Timing timing = result.detections().timing();
    Map<Phase, Double> phases = Phase.times(timing, answerMillis);
    double total = timing.total() + answerMillis;
    String endpoint = ObservedRequest.currentEndpoint();
    ObservedRequest.current()
        .ifPresent(
            request -> {
              request.count();
              request.add(phases, total);
            });
    count(endpoint, model, Outcome.ANSWERED);
    requestTime(endpoint, model).record(duration(total));
    phases.forEach((phase, time) -> phaseTime(phase, model).record(duration(time)));
    queueWait.record(duration(timing.queue()));
    detections(model).record(result.detections().detections().size());
  }

  @Override
  public void refused(String model, Outcome outcome, double totalMillis) {
    ObservedRequest.current().ifPresent(ObservedRequest::count);
    count(ObservedRequest.currentEndpoint(), labelOf(model), outcome);
    // Who waited in vain has waited too: without these, nothing would tell of the worst overload.
    if (outcome == Outcome.DEADLINE_EXCEEDED || outcome == Outcome.CLIENT_DISCONNECTED) {
      queueWait.record(duration(totalMillis));
    }
  }

  static String labelOf(String model) {
    return model.equals(ModelRegistry.UNKNOWN) ? NO_MODEL : model;
  }

  @Override
  public void batch(String model, int size, double millis) {
    batchSize.record(size);
  }

  void count(String endpoint, String model, Outcome outcome) {
    registry
        .counter("quantmask.requests", ENDPOINT, endpoint, MODEL, model, "outcome", outcome.label())
        .increment();
  }

  private Timer requestTime(String endpoint, String model) {
    return Timer.builder("quantmask.request")
        .description("From the bytes of the image to the answer, of requests that got one")
        .tags(ENDPOINT, endpoint, MODEL, model)
        .serviceLevelObjectives(times)
        .register(registry);
  }

  private Timer phaseTime(Phase phase, String model) {
    return Timer.builder("quantmask.phase")
        .description("Where the time of answered requests went")
        .tags("phase", phase.label(), MODEL, model)
        .serviceLevelObjectives(times)
        .register(registry);
  }

  private DistributionSummary detections(String model) {
    return DistributionSummary.builder("quantmask.detections")
        .description("Objects found in an image")
        .tags(MODEL, model)
        .serviceLevelObjectives(DETECTIONS)
        .register(registry);
  }
}
