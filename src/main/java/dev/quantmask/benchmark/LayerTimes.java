package dev.quantmask.benchmark;

import dev.quantmask.model.network.LayerRun;
import dev.quantmask.statistics.Medians;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Measures what layers take by themselves. A layer that reads the same shape for several images is
 * one: it is timed once a round, so that the times are spread over all that is measured, and the
 * median counts.
 */
final class LayerTimes {
  private static final int TIMES = 3; // the first of them finds its weights in no cache

  private final Clock clock;
  private final Map<LayerRun, List<Double>> samples = new HashMap<>();
  private final Set<LayerRun> timedInRound = new HashSet<>();

  /** Runs a layer some times in a row, and tells the milliseconds of each. */
  @FunctionalInterface
  interface Clock {
    double[] run(LayerRun layer, int times);
  }

  /** Nothing is timed yet. */
  LayerTimes(Clock clock) {
    this.clock = clock;
  }

  /** From now on each layer may be timed once more. */
  void beginRound() {
    timedInRound.clear();
  }

  /** Times the layers that were not timed in this round. */
  void time(List<LayerRun> layers) {
    for (LayerRun layer : layers) {
      if (timedInRound.add(layer)) {
        List<Double> times = samples.computeIfAbsent(layer, any -> new ArrayList<>());
        DoubleStream.of(clock.run(layer, TIMES)).forEach(times::add);
      }
    }
  }

  /** The sum of the medians of layers that were timed in at least two rounds. */
  double sum(List<LayerRun> layers) {
    return layers.stream().mapToDouble(layer -> median(samples.get(layer))).sum();
  }

  /** The first round is a warm-up, and not counted. */
  private static double median(List<Double> times) {
    return Medians.of(times.subList(TIMES, times.size()));
  }
}
