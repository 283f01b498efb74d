package dev.quantmask.model.config;

import dev.quantmask.model.network.InferenceLayerFactory;
import dev.quantmask.model.network.NetworkSources;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Single layers with random weights, and the sources that they are linked with. */
public final class TestLayers {
  private static final LayerRole RELU = LayerRole.BOX_CONVOLUTION;
  private static final LayerRole PLAIN = LayerRole.LATERAL;
  private static final Set<String> PATHS =
      Set.of(
          RELU.path(0), PLAIN.path(0), LayerRole.BOX_LINEAR.path(0), LayerRole.CLASS_SCORES.path());

  private TestLayers() {}

  /**
   * What a convolution is like.
   *
   * @param groupNorm whether 32 groups are normalized after it
   */
  public record Convolution(
      int in, int out, int kernel, int stride, int groups, boolean relu, boolean groupNorm) {}

  public static Map<String, String> sources(Scheme scheme) {
    return NetworkSources.of(scheme, Map.of("sequences.py", ""));
  }

  /** A plan for these layers. */
  public static QuantizationPlan plan(Scheme scheme, Optional<ActivationRange> output) {
    return new QuantizationPlan(
        scheme, output.map(TestLayers::everywhere).orElse(Map.of()), Set.of());
  }

  private static Map<String, ActivationRange> everywhere(ActivationRange range) {
    return PATHS.stream().collect(Collectors.toMap(path -> path, path -> range));
  }

  /** The same in floating point, though the scheme is not. */
  public static QuantizationPlan kept(QuantizationPlan plan) {
    return new QuantizationPlan(plan.scheme(), plan.ranges(), PATHS);
  }

  /** The same weights for every plan. */
  public static ScriptModule convolution(QuantizationPlan plan, Convolution shape) {
    Layer layer =
        Layer.of(shape.relu ? RELU : PLAIN, shape.in, shape.out, shape.kernel, 0)
            .strided(shape.stride)
            .grouped(shape.groups)
            .normalized(shape.groupNorm ? Norm.GROUP : Norm.NONE);
    Random random = new Random(shape.hashCode());
    int inputs = shape.in / shape.groups * shape.kernel * shape.kernel;
    float[] weight = normal(random, shape.out * inputs, 1 / Math.sqrt(inputs));
    int norms = shape.groupNorm ? shape.out : 0;
    return module(
        plan,
        new FoldedLayer(
            layer,
            channelsLast(weight, layer.foldedShape()),
            StoredTensor.of(normal(random, shape.out, 0.1), shape.out),
            StoredTensor.of(normal(random, norms, 1), norms),
            StoredTensor.of(normal(random, norms, 1), norms)));
  }

  /** A convolution whose weights are all 1. */
  public static ScriptModule ones(QuantizationPlan plan, int in, int out, int kernel) {
    Layer layer = Layer.of(PLAIN, in, out, kernel, 0);
    float[] weight = new float[out * in * kernel * kernel];
    Arrays.fill(weight, 1);
    return module(
        plan,
        new FoldedLayer(
            layer,
            channelsLast(weight, layer.foldedShape()),
            StoredTensor.of(new float[out], out),
            FoldedLayer.NONE,
            FoldedLayer.NONE));
  }

  public static ScriptModule linear(QuantizationPlan plan, int in, int out, boolean relu) {
    Layer layer =
        relu
            ? Layer.of(LayerRole.BOX_LINEAR, in, out, 1, 0)
            : Layer.of(LayerRole.CLASS_SCORES, in, out, 1);
    Random random = new Random(in);
    return module(
        plan,
        new FoldedLayer(
            layer,
            StoredTensor.of(normal(random, out * in, 1 / Math.sqrt(in)), out, in),
            StoredTensor.of(normal(random, out, 0.1), out),
            FoldedLayer.NONE,
            FoldedLayer.NONE));
  }

  private static ScriptModule module(QuantizationPlan plan, FoldedLayer layer) {
    return new InferenceLayerFactory(List.of(layer), plan).module(layer.layer().path());
  }

  /** How images are prepared, at the sizes that are given. */
  public static ScriptModule preprocess(Framework framework, int minSize, int maxSize) {
    double[] mean = {0.485 * 255, 0.456 * 255, 0.406 * 255};
    double[] deviation = {0.229 * 255, 0.224 * 255, 0.225 * 255};
    return new ScriptModule("__torch__.preprocess.Preprocess")
        .set("training", false)
        .set("mean", floats(mean))
        .set("deviation", floats(deviation))
        .set("min_size", minSize)
        .set("max_size", maxSize)
        .set("divisor", 32)
        .set("pillow", framework == Framework.DETECTRON2);
  }

  public static ScriptModule pooler(Framework framework) {
    return new ScriptModule("__torch__.pooler.Pooler")
        .set("training", false)
        .set("bins", 7)
        .set("sampling", 2)
        .set("aligned", framework == Framework.DETECTRON2)
        .set("inner_epsilon", framework == Framework.DETECTRON2 ? 1e-8 : 0)
        .set("outer_epsilon", framework == Framework.DETECTRON2 ? 0 : 1e-6)
        .set("first_level", 2)
        .set("last_level", 5);
  }

  private static StoredTensor floats(double[] values) {
    float[] array = new float[values.length];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) values[i];
    }
    return StoredTensor.of(array, array.length);
  }

  private static StoredTensor channelsLast(float[] values, int... shape) {
    StoredTensor rows = StoredTensor.of(values, shape);
    return new StoredTensor(rows.dataType(), shape, true, rows.values());
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
