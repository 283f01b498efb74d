package dev.quantmask.evaluation;

import dev.quantmask.report.Latency;
import dev.quantmask.statistics.Quantile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Computes the statistics of one model's times. */
final class LatencyFigures {
  private static final double MEDIAN = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;

  private LatencyFigures() {}

  static Latency of(List<RunResult> results) {
    double[] all = column(results, RunResult::milliseconds);
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("inference", Quantile.of(column(results, RunResult::inference), MEDIAN));
    phases.put("postprocess", Quantile.of(column(results, RunResult::postprocess), MEDIAN));
    return new Latency(
        DoubleStream.of(all).average().orElseThrow(),
        Quantile.of(all, MEDIAN),
        Quantile.of(all, P95),
        Quantile.of(all, P99),
        all,
        phases);
  }

  private static double[] column(List<RunResult> results, ToDoubleFunction<RunResult> time) {
    return results.stream().mapToDouble(time).toArray();
  }
}
