package dev.quantmask.server.openinference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quantmask.detection.Timing;
import java.util.List;
import java.util.TreeMap;

/**
 * What a model has done since the service began, as Triton tells it. An image is an inference.
 *
 * @param lastInference when the last request came, in milliseconds since 1970; 0 without one
 * @param executions how often images went through the network
 * @param batches in the order of their sizes
 */
public record ModelStatistics(
    String name,
    String version,
    @JsonProperty("last_inference") long lastInference,
    @JsonProperty("inference_count") long inferences,
    @JsonProperty("execution_count") long executions,
    @JsonProperty("inference_stats") Inferences times,
    @JsonProperty("batch_stats") List<Batch> batches) {

  /** How often something took time, and how much together. */
  public record Duration(long count, long ns) {
    static final Duration NONE = new Duration(0, 0);

    Duration plus(double millis) {
      return new Duration(count + 1, ns + Math.round(millis * 1e6));
    }
  }

  /**
   * Where the time of images went; that of those which failed is in {@code fail} only.
   *
   * @param cacheHit none, as responses are not kept; clients want it there
   */
  public record Inferences(
      Duration success,
      Duration fail,
      Duration queue,
      @JsonProperty("compute_input") Duration decode,
      @JsonProperty("compute_infer") Duration network,
      @JsonProperty("compute_output") Duration output,
      @JsonProperty("cache_hit") Duration cacheHit,
      @JsonProperty("cache_miss") Duration cacheMiss) {
    static final Inferences NONE =
        new Inferences(
            Duration.NONE,
            Duration.NONE,
            Duration.NONE,
            Duration.NONE,
            Duration.NONE,
            Duration.NONE,
            Duration.NONE,
            Duration.NONE);

    private Inferences answered(Timing timing, double answerMillis) {
      return new Inferences(
          success.plus(timing.total() + answerMillis),
          fail,
          queue.plus(timing.queue()),
          decode.plus(timing.decode()),
          network.plus(timing.inference()),
          output.plus(timing.postprocess() + answerMillis),
          cacheHit,
          cacheMiss);
    }

    private Inferences failed(double millis) {
      return new Inferences(
          success, fail.plus(millis), queue, decode, network, output, cacheHit, cacheMiss);
    }
  }

  /** Executions with so many images. Before and after the network, each image has its own time. */
  public record Batch(
      @JsonProperty("batch_size") int size,
      @JsonProperty("compute_input") Duration decode,
      @JsonProperty("compute_infer") Duration network,
      @JsonProperty("compute_output") Duration output) {
    private Batch plus(Batch other) {
      Duration both =
          new Duration(network.count + other.network.count, network.ns + other.network.ns);
      return new Batch(size, decode, both, output);
    }
  }

  static ModelStatistics none(String model) {
    return new ModelStatistics(model, ModelMetadata.VERSION, 0, 0, 0, Inferences.NONE, List.of());
  }

  ModelStatistics answered(Timing timing, double answerMillis, long now) {
    return new ModelStatistics(
        name,
        version,
        came(now, timing.total() + answerMillis),
        inferences + 1,
        executions,
        times.answered(timing, answerMillis),
        batches);
  }

  ModelStatistics failed(double millis, long now) {
    return new ModelStatistics(
        name, version, came(now, millis), inferences, executions, times.failed(millis), batches);
  }

  private long came(long now, double millis) {
    return Math.max(lastInference, now - Math.round(millis));
  }

  ModelStatistics executed(int size, double millis) {
    TreeMap<Integer, Batch> bySize = new TreeMap<>();
    batches.forEach(batch -> bySize.put(batch.size(), batch));
    bySize.merge(
        size,
        new Batch(size, Duration.NONE, Duration.NONE.plus(millis), Duration.NONE),
        Batch::plus);
    return new ModelStatistics(
        name,
        version,
        lastInference,
        inferences,
        executions + 1,
        times,
        List.copyOf(bySize.values()));
  }
}
