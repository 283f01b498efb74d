package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.engine.EightBitInstructions;
import dev.quantmask.engine.EnabledOnX86;
import dev.quantmask.engine.TestModule;
import dev.quantmask.model.config.TestLayers;
import dev.quantmask.model.config.TestLayers.Convolution;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quantized layers stay close to those in floating point. */
@EnabledOnX86
class LayersIT {
  private static final int SIDE = 14;

  /** Weights and inputs are normal; of as many as there are, the largest is 4 to 5 deviations. */
  private static final double LARGEST = 5;

  private static final double ROUNDING = 1 / Math.sqrt(12); // deviation, of one step
  private static final double LIMIT =
      limit(EightBitInstructions.ofThisCpu().orElseThrow().weightBits());

  /**
   * At most 576 products are summed: the float's 2^-24 in each addition makes 6e-7 of the sum, in
   * the worst order, and two sums differ by √2 of it.
   */
  private static final double FLOAT_LIMIT = 1e-6;

  private static final Convolution ANY = new Convolution(4, 4, 1, 1, 1, false, false);

  @TempDir Path directory;
  private int archives;

  static Stream<Convolution> convolutions() {
    return Stream.of(
        new Convolution(64, 64, 3, 1, 1, false, false),
        new Convolution(64, 128, 3, 2, 1, true, false),
        new Convolution(3, 32, 7, 2, 1, true, false),
        new Convolution(64, 256, 1, 1, 1, false, false),
        new Convolution(64, 128, 1, 2, 1, true, false),
        new Convolution(256, 64, 1, 1, 1, true, false),
        new Convolution(64, 64, 3, 1, 8, false, false),
        new Convolution(64, 64, 3, 2, 32, true, false),
        new Convolution(64, 64, 3, 1, 64, false, false),
        new Convolution(64, 64, 3, 1, 1, false, true),
        new Convolution(64, 64, 3, 1, 4, true, true),
        new Convolution(5, 7, 3, 1, 1, false, false));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionsStayClose(Convolution shape) throws Exception {
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape);
        TestModule dynamic = load(QuantizationPlan.of(Scheme.DYNAMIC), shape)) {
      // Signed; only positive; mostly negative, so that outputs leave the input's range.
      for (float[] input : List.of(input(shape, 0, 1), input(shape, 3, 1), input(shape, -2, 5))) {
        float[] expected = run(exact, "forward", shape, input);
        for (String method : List.of("forward", "convolve_rows")) {
          float[] found = run(dynamic, method, shape, input);
          assertThat(relativeError(found, expected)).as(method).isLessThan(LIMIT);
        }
        try (TestModule calibrated = load(calibrated(expected, shape.relu()), shape)) {
          float[] found = run(calibrated, "hand_on", shape, input);
          assertThat(relativeError(found, expected)).as("static").isLessThan(LIMIT);
          if (!shape.groupNorm()) { // that is computed in floating point, and handed on so too
            assertThat(distinct(found)).as("static puts out 8 bits").isLessThanOrEqualTo(256);
          }
        }
      }
    }
  }

  /**
   * What rounding leaves as an error, relative: that of weights, of inputs and of outputs. Where
   * weights have 7 bits, they are rounded to a step, and that to one of twice its size; every
   * second of them is then half of the larger step off.
   */
  private static double limit(int weightBits) {
    double activations = 2 * LARGEST / 255 * ROUNDING;
    double weights = LARGEST / 127 * Math.sqrt(1 / 12.0 + (weightBits < 8 ? 0.5 : 0));
    return Math.sqrt(2 * activations * activations + weights * weights);
  }

  /** Whatever a range does not hold becomes its nearest end. */
  @Test
  void whatIsBeyondTheCalibratedRangeIsClipped() throws Exception {
    Convolution shape = new Convolution(64, 64, 3, 1, 1, false, false);
    float[] input = input(shape, 0, 1);
    ActivationRange range = ActivationRange.signed(-0.5, 0.5);
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape);
        TestModule clipping = load(TestLayers.plan(Scheme.STATIC, Optional.of(range)), shape)) {
      float[] expected = run(exact, "forward", shape, input);
      assertThat(distinct(expected)).isGreaterThan(1000);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = Math.min(Math.max(expected[i], -0.5f), 0.5f);
      }
      // Clipped at half of a deviation, what is expected is 0.44 of what errors are relative to.
      assertThat(relativeError(run(clipping, "hand_on", shape, input), expected))
          .isLessThan(LIMIT / 0.44);
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void residualsAreAddedInPlace(Convolution shape) throws Exception {
    float[] input = input(shape, 0, 1);
    float[] residual = normal(shape.out() * outputSide(shape) * outputSide(shape), 3);
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape)) {
      float[] expected = add(exact, shape, input, residual);
      assertThat(expected).doesNotContain(-1f).contains(0f);
      for (QuantizationPlan plan : plans(expected, true)) {
        try (TestModule quantized = load(plan, shape)) {
          assertThat(relativeError(add(quantized, shape, input, residual), expected))
              .as(name(plan))
              .isLessThan(LIMIT);
        }
      }
    }
  }

  private static float[] add(
      TestModule module, Convolution shape, float[] input, float[] residual) {
    try (NDManager manager = module.manager().newSubManager()) {
      int side = outputSide(shape);
      NDList outputs =
          module.callAll(
              "add",
              manager.create(input, new Shape(1, shape.in(), SIDE, SIDE)),
              manager.create(residual, new Shape(1, shape.out(), side, side)));
      assertThat(outputs.get(1).toFloatArray()).as("the input").isEqualTo(input);
      return outputs.get(0).toFloatArray();
    }
  }

  /** conv(x) and the coarser level, of which each pixel becomes four. */
  @ParameterizedTest
  @MethodSource("laterals")
  void levelsOfThePyramidAreMerged(Convolution shape) throws Exception {
    float[] input = input(shape, 0, 1);
    float[] coarser = normal(shape.out() * SIDE * SIDE / 4, 2);
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape)) {
      float[] convolved = run(exact, "forward", shape, input);
      for (boolean average : new boolean[] {false, true}) {
        float[] expected = new float[convolved.length];
        for (int i = 0; i < expected.length; i++) {
          int x = i % SIDE;
          int y = i / SIDE % SIDE;
          int channel = i / SIDE / SIDE;
          float other = coarser[(channel * SIDE / 2 + y / 2) * SIDE / 2 + x / 2];
          expected[i] = (convolved[i] + other) / (average ? 2 : 1);
        }
        assertThat(relativeError(merge(exact, shape, input, coarser, average), expected))
            .isLessThan(FLOAT_LIMIT);
        for (QuantizationPlan plan : plans(expected, false)) {
          try (TestModule quantized = load(plan, shape)) {
            assertThat(relativeError(merge(quantized, shape, input, coarser, average), expected))
                .as("%s, average %s", name(plan), average)
                .isLessThan(LIMIT);
          }
        }
      }
    }
  }

  static Stream<Convolution> laterals() {
    return Stream.of(
        new Convolution(64, 32, 1, 1, 1, false, false),
        new Convolution(64, 32, 3, 1, 1, false, false),
        new Convolution(64, 32, 1, 1, 1, false, true));
  }

  private static float[] merge(
      TestModule module, Convolution shape, float[] input, float[] coarser, boolean average) {
    try (NDManager manager = module.manager().newSubManager()) {
      return module
          .call(
              "merge",
              manager.create(input, new Shape(1, shape.in(), SIDE, SIDE)),
              manager.create(coarser, new Shape(1, shape.out(), SIDE / 2, SIDE / 2)),
              manager.create(average ? 1f : 0f))
          .toFloatArray();
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void zerosGiveTheBias(Convolution shape) throws Exception {
    float[] input = new float[shape.in() * SIDE * SIDE];
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape);
        TestModule dynamic = load(QuantizationPlan.of(Scheme.DYNAMIC), shape)) {
      float[] expected = run(exact, "forward", shape, input);
      assertThat(run(dynamic, "forward", shape, input)).containsExactly(expected, within(1e-5f));
      QuantizationPlan plan = calibrated(expected, shape.relu());
      float halfStep = (float) plan.ranges().values().iterator().next().scale() / 2;
      try (TestModule calibrated = load(plan, shape)) {
        assertThat(run(calibrated, "forward", shape, input))
            .containsExactly(expected, within(halfStep * 1.01f));
      }
    }
  }

  /** To the last bits: oneDNN and torch sum in another order. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void aLayerKeptInFloatingPointIsExact(Convolution shape) throws Exception {
    float[] input = input(shape, 0, 1);
    float[] residual = normal(shape.out() * outputSide(shape) * outputSide(shape), 3);
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), shape)) {
      float[] expected = run(exact, "forward", shape, input);
      float[] added = add(exact, shape, input, residual);
      for (QuantizationPlan plan : plans(expected, shape.relu())) {
        try (TestModule kept = load(TestLayers.kept(plan), shape)) {
          assertThat(relativeError(run(kept, "forward", shape, input), expected))
              .as(name(plan))
              .isLessThan(FLOAT_LIMIT);
          assertThat(relativeError(add(kept, shape, input, residual), added))
              .as(name(plan))
              .isLessThan(FLOAT_LIMIT);
        }
      }
    }
  }

  @Test
  void linearLayers() throws Exception {
    float[] input = normal(50 * 100, 1);
    float[] zeros = new float[input.length];
    try (TestModule exact = load(QuantizationPlan.of(Scheme.FP32), ANY)) {
      float[] expected = project(exact, input);
      float[] bias = project(exact, zeros);
      List<QuantizationPlan> plans =
          List.of(
              QuantizationPlan.of(Scheme.DYNAMIC),
              QuantizationPlan.of(Scheme.LINEAR),
              calibrated(expected, true));
      for (QuantizationPlan plan : plans) {
        try (TestModule quantized = load(plan, ANY)) {
          assertThat(relativeError(project(quantized, input), expected))
              .as(name(plan))
              .isLessThan(LIMIT);
          double step =
              plan.ranges().values().stream().mapToDouble(ActivationRange::scale).max().orElse(0);
          assertThat(project(quantized, zeros))
              .as("bias, %s", name(plan))
              .containsExactly(bias, within((float) (0.505 * step + 1e-5)));
        }
      }
      for (QuantizationPlan plan : plans(expected, true)) {
        try (TestModule kept = load(TestLayers.kept(plan), ANY)) {
          assertThat(relativeError(project(kept, input), expected)).isLessThan(FLOAT_LIMIT);
        }
      }
    }
  }

  private static float[] project(TestModule module, float[] input) {
    try (NDManager manager = module.manager().newSubManager()) {
      return module.call("project", manager.create(input, new Shape(50, 100))).toFloatArray();
    }
  }

  private static List<QuantizationPlan> plans(float[] outputs, boolean relu) {
    return List.of(QuantizationPlan.of(Scheme.DYNAMIC), calibrated(outputs, relu));
  }

  /** Static, with the range of these outputs. */
  private static QuantizationPlan calibrated(float[] outputs, boolean relu) {
    double low = 0;
    double high = 0;
    for (float value : outputs) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    ActivationRange range =
        relu ? ActivationRange.unsigned(high) : ActivationRange.signed(low, high);
    return TestLayers.plan(Scheme.STATIC, Optional.of(range));
  }

  private static String name(QuantizationPlan plan) {
    return plan.scheme().label();
  }

  private TestModule load(QuantizationPlan plan, Convolution shape) throws Exception {
    return TestModule.load(
        directory.resolve(archives++ + ".pt"),
        plan.scheme(),
        new ScriptModule("__torch__.layers.Layers")
            .set("training", false)
            .set("conv", TestLayers.convolution(plan, shape))
            .set("linear", TestLayers.linear(plan, 100, 30, true)));
  }

  private static float[] run(TestModule module, String method, Convolution shape, float[] input) {
    try (NDManager manager = module.manager().newSubManager()) {
      Shape size = new Shape(1, shape.in(), SIDE, SIDE);
      return module.call(method, manager.create(input, size)).toFloatArray();
    }
  }

  private static int outputSide(Convolution shape) {
    return SIDE / shape.stride();
  }

  private static float[] input(Convolution shape, float mean, float deviation) {
    Random random = new Random(17);
    float[] values = new float[shape.in() * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + deviation * (float) random.nextGaussian();
      if (mean > 0) {
        values[i] = Math.max(values[i], 0);
      }
    }
    return values;
  }

  private static float[] normal(int count, double deviation) {
    Random random = new Random(4);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  private static long distinct(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).distinct().count();
  }

  /** Root mean square of the difference by that of what is expected. */
  private static double relativeError(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(found[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }
}
