package dev.quantmask.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.quantmask.maskrcnn.Scheme;
import dev.quantmask.maskrcnn.TestLayers;
import dev.quantmask.maskrcnn.TestLayers.Convolution;
import dev.quantmask.torchscript.ScriptModule;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quantized layers stay close to those in floating point. */
class LayersIT {
  private static final int SIDE = 14;
  private static final double LIMIT = 0.02;

  @TempDir Path directory;

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
  void dynamicConvolution(Convolution shape) throws Exception {
    try (TestModule exact = load(Scheme.FP32, shape);
        TestModule dynamic = load(Scheme.DYNAMIC, shape)) {
      // Signed; only positive; mostly negative, so that outputs leave the input's range.
      for (float[] input :
          new float[][] {input(shape, 0, 1), input(shape, 3, 1), input(shape, -2, 5)}) {
        for (String method : new String[] {"forward", "convolve_rows"}) {
          float[] expected = run(exact, method, shape, input);
          float[] found = run(dynamic, method, shape, input);
          assertThat(relativeError(found, expected)).as(method).isLessThan(LIMIT);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void residualsAreAddedInPlace(Convolution shape) throws Exception {
    float[] input = input(shape, 0, 1);
    float[] residual = new float[shape.out() * outputSide(shape) * outputSide(shape)];
    Random random = new Random(4);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = (float) random.nextGaussian() * 3;
    }
    try (TestModule exact = load(Scheme.FP32, shape);
        TestModule dynamic = load(Scheme.DYNAMIC, shape)) {
      float[] expected = add(exact, shape, input, residual);
      assertThat(expected).doesNotContain(-1f).contains(0f);
      assertThat(relativeError(add(dynamic, shape, input, residual), expected)).isLessThan(LIMIT);
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

  @ParameterizedTest
  @MethodSource("convolutions")
  void zerosGiveTheBias(Convolution shape) throws Exception {
    try (TestModule exact = load(Scheme.FP32, shape);
        TestModule dynamic = load(Scheme.DYNAMIC, shape)) {
      float[] input = new float[shape.in() * SIDE * SIDE];
      assertThat(run(dynamic, "forward", shape, input))
          .containsExactly(run(exact, "forward", shape, input), within(1e-5f));
    }
  }

  @Test
  void linearLayers() throws Exception {
    Convolution any = new Convolution(4, 4, 1, 1, 1, false, false);
    float[] input = new float[50 * 100];
    Random random = new Random(9);
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian() - 0.3f;
    }
    try (TestModule exact = load(Scheme.FP32, any)) {
      float[] expected = project(exact, input);
      for (Scheme scheme : new Scheme[] {Scheme.DYNAMIC, Scheme.LINEAR}) {
        try (TestModule quantized = load(scheme, any)) {
          assertThat(relativeError(project(quantized, input), expected))
              .as(scheme.label())
              .isLessThan(LIMIT);
          assertThat(project(quantized, new float[input.length]))
              .as("bias, %s", scheme.label())
              .containsExactly(project(exact, new float[input.length]), within(1e-5f));
        }
      }
    }
  }

  private static float[] project(TestModule module, float[] input) {
    try (NDManager manager = module.manager().newSubManager()) {
      return module.call("project", manager.create(input, new Shape(50, 100))).toFloatArray();
    }
  }

  private TestModule load(Scheme scheme, Convolution shape) throws Exception {
    return TestModule.load(
        directory.resolve(scheme.label() + ".pt"),
        scheme,
        new ScriptModule("__torch__.layers.Layers")
            .set("training", false)
            .set("conv", TestLayers.convolution(scheme, shape))
            .set("linear", TestLayers.linear(scheme, 100, 30, true)));
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
