package dev.quantmask.bench;

import dev.quantmask.maskrcnn.LayerRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What layers take by themselves. A layer that reads the same shape for several pictures is one:
 * each is timed a few times, and the median counts.
 */
final class LayerTimes {
  private static final int VISITS = 6;
  private static final int TIMES = 3; // the first of them finds its weights in no cache

  private final Clock clock;
  private final Map<LayerRun, List<Double>> samples = new HashMap<>();

  /** Runs a layer some times in a row, and tells the milliseconds of each. */
  @FunctionalInterface
  interface Clock {
    double[] run(LayerRun layer, int times);
  }

  /** Nothing is timed yet. */
  LayerTimes(Clock clock) {
    this.clock = clock;
  }

  /** Times each layer once more, unless it was often enough. */
  void time(List<LayerRun> layers) {
    for (LayerRun layer : layers) {
      List<Double> times = samples.computeIfAbsent(layer, any -> new ArrayList<>());
      if (times.size() < VISITS * TIMES) {
        DoubleStream.of(clock.run(layer, TIMES)).forEach(times::add);
      }
    }
  }

  /** The sum of the medians of layers that were timed at least twice. */
  double sum(List<LayerRun> layers) {
    return layers.stream().mapToDouble(layer -> median(samples.get(layer))).sum();
  }

  /** The first visit is a warm-up, and not counted. */
  private static double median(List<Double> times) {
    return Medians.of(times.subList(TIMES, times.size()));
  }
}
