package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.LayerRole.Part;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights before training, as Detectron2 draws them. By Detectron2's names. */
final class InitialWeights {
  private final MaskRcnnConfig config;
  private final long seed;

  InitialWeights(MaskRcnnConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** Returns the weights of every layer. */
  Map<String, Tensor> all() {
    Detectron2Names names = new Detectron2Names(config);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Layer layer : LayerCatalog.layers(config)) {
      weights.putAll(of(layer, names.of(layer)));
    }
    return weights;
  }

  /** Returns the weights of one layer; they are the same for each seed and name. */
  private Map<String, Tensor> of(Layer layer, ParameterNames.Names names) {
    String name = names.layers().get(0);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put(name + ".weight", Tensor.ofFloats(weight(layer, name), layer.weightShape()));
    if (layer.bias()) {
      weights.put(name + ".bias", filled(layer.out(), 0));
    }
    if (layer.norm() != Norm.NONE) {
      weights.put(names.norm() + ".weight", filled(layer.out(), 1));
      weights.put(names.norm() + ".bias", filled(layer.out(), 0));
    }
    if (layer.norm() == Norm.BATCH) {
      weights.put(names.norm() + ".running_mean", filled(layer.out(), 0));
      weights.put(names.norm() + ".running_var", filled(layer.out(), 1));
    }
    return weights;
  }

  private static Tensor filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return Tensor.ofFloats(values, count);
  }

  private float[] weight(Layer layer, String name) {
    int[] shape = layer.weightShape();
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Random random = new Random(seed * 31 + name.hashCode());
    if (layer.role().part() == Part.PYRAMID || layer.role() == LayerRole.BOX_LINEAR) {
      // c2_xavier_fill: kaiming_uniform_ of the inputs with a = 1
      double bound = Math.sqrt(3.0 * shape[0] / values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
      }
      return values;
    }
    double deviation = deviation(layer, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  private static double deviation(Layer layer, int[] shape) {
    return switch (layer.role()) {
      case OFFSETS -> 0;
      case RPN_CONVOLUTION, OBJECTNESS, ANCHOR_DELTAS, CLASS_SCORES -> 0.01;
      case BOX_DELTAS, MASK_PREDICTOR -> 0.001;
      // c2_msra_fill: kaiming_normal_ of the outputs for ReLU
      default -> Math.sqrt(2.0 / ((double) shape[0] * shape[2] * shape[3]));
    };
  }
}
