package dev.quantmask.tuning;

import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.quantization.calibration.RangeMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The candidates that a model has: what it is, and what is less. */
final class SpaceOfModel {
  static final String GIVEN_RANGES = "given";

  private static final int STRIDE = 32; // the network's input has a multiple of it
  private static final int[] EIGHTHS = {7, 6, 5, 4};
  private static final int[] PROPOSALS = {1000, 750, 500, 300, 200, 150, 100, 75, 50};
  private static final int MOST_NUMBERS = 4; // of proposals
  private static final int[] DETECTIONS = {50, 30};

  private SpaceOfModel() {}

  /**
   * Returns the candidates.
   *
   * @param config of the model that is tuned
   */
  static SearchSpace of(MaskRcnnConfig config, TuningSettings settings) {
    Map<Axis, List<String>> values = new EnumMap<>(Axis.class);
    values.put(
        Axis.SCHEME,
        Stream.of(Scheme.FP32, Scheme.DYNAMIC, Scheme.STATIC).map(Scheme::label).toList());
    values.put(Axis.SIZE, sizes(config.input().minSize()));
    values.put(Axis.BEFORE_NMS, below(config.rpn().proposalsPerLevel(), PROPOSALS));
    values.put(Axis.AFTER_NMS, below(config.rpn().proposals(), PROPOSALS));
    values.put(Axis.DETECTIONS, below(config.boxHead().detections(), DETECTIONS));
    values.put(Axis.LAYERS, List.of(LayerChoice.NONE.name()));
    values.put(
        Axis.RANGES,
        settings.ranges().isPresent() ? List.of(GIVEN_RANGES) : methods(settings.rangeMethod()));
    values.put(Axis.THREADS, settings.threads().stream().map(String::valueOf).toList());
    return new SearchSpace(values);
  }

  /**
   * The network's input is padded to multiples of its stride, so the next smaller one is nearly the
   * same image in less time. Images that keep their size have no other one.
   */
  private static List<String> sizes(int size) {
    IntStream smaller =
        IntStream.concat(
            IntStream.of((size - 1) / STRIDE * STRIDE),
            Arrays.stream(EIGHTHS)
                .map(eighths -> (int) Math.round(eighths * size / 8.0 / STRIDE) * STRIDE));
    return IntStream.concat(
            IntStream.of(size), smaller.filter(each -> each > 0 && each < size).distinct())
        .mapToObj(String::valueOf)
        .toList();
  }

  private static List<String> below(int number, int[] others) {
    IntStream fewer = Arrays.stream(others).filter(each -> each < number).limit(MOST_NUMBERS);
    return IntStream.concat(IntStream.of(number), fewer).mapToObj(String::valueOf).toList();
  }

  private static List<String> methods(RangeMethod first) {
    List<String> methods = new ArrayList<>(List.of(first.label()));
    Arrays.stream(RangeMethod.values())
        .filter(method -> method != first)
        .forEach(method -> methods.add(method.label()));
    return methods;
  }
}
