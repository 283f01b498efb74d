package dev.quantmask.capacity;

import dev.quantmask.statistics.Quantile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts images by what became of them, and how long the answered ones took. */
final class Tally {
  private static final double P99 = 0.99;

  private final long from;
  private final Map<Outcome, Long> ends = new EnumMap<>(Outcome.class);
  private long arrived;
  private double[] times = new double[1024]; // milliseconds of those that were answered
  private int answered;
  private long lastAnswer;

  /**
   * @param from nanoseconds; what arrived earlier is not counted: queues were filling then
   */
  Tally(long from) {
    this.from = from;
  }

  void arrived(long at) {
    if (at >= from) {
      arrived++;
    }
  }

  void ended(Outcome outcome, long arrival, long now) {
    if (arrival < from) {
      return;
    }
    ends.merge(outcome, 1L, Long::sum);
    if (outcome == Outcome.ANSWERED) {
      if (answered == times.length) {
        times = Arrays.copyOf(times, 2 * answered);
      }
      times[answered++] = (now - arrival) / 1e6;
      lastAnswer = now;
    }
  }

  long arrived() {
    return arrived;
  }

  long count(Outcome outcome) {
    return ends.getOrDefault(outcome, 0L);
  }

  /** Of all that arrived, 0 to 1. */
  double share(Outcome outcome) {
    return (double) count(outcome) / arrived;
  }

  /** From arrival to answer, in milliseconds, in the order of the answers. */
  double[] times() {
    return Arrays.copyOf(times, answered);
  }

  /** The 99th percentile in milliseconds; NaN without an answer. */
  double p99() {
    return answered == 0 ? Double.NaN : Quantile.of(times(), P99);
  }

  double median() {
    return answered == 0 ? Double.NaN : Quantile.of(times(), 0.5);
  }

  /** Answers a second, from the first arrival that counts to the last answer. */
  double answersPerSecond() {
    return answered / ((lastAnswer - from) / 1e9);
  }
}
