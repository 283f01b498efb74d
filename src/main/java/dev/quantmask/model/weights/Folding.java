package dev.quantmask.model.weights;

import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.weights.CheckpointWeights.Source;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.function.Supplier;

/** Brings a checkpoint's weights into the order and the form in which the network computes. */
final class Folding {
  private final MaskRcnnConfig config;

  Folding(MaskRcnnConfig config) {
    this.config = config;
  }

  /**
   * Rows that a checkpoint has beyond the network's: torchvision's box and mask predictors compute
   * outputs for the background too, which nobody reads.
   */
  static int backgroundOutputs(MaskRcnnConfig config, Layer layer) {
    if (config.framework() != Framework.TORCHVISION) {
      return 0;
    }
    return switch (layer.role()) {
      case BOX_DELTAS -> 4;
      case MASK_PREDICTOR -> 1;
      default -> 0;
    };
  }

  FoldedLayer fold(Layer layer, Source source) {
    return switch (layer.kind()) {
      case CONVOLUTION -> convolution(layer, source);
      case LINEAR -> linear(layer, source);
      case TRANSPOSED -> transposed(layer, source);
      case PREDICTOR -> predictor(layer, source);
    };
  }

  private FoldedLayer convolution(Layer layer, Source source) {
    boolean batchNorm = layer.norm() == Norm.BATCH;
    boolean swapColours = layer.role() == LayerRole.STEM && config.input().blueFirst();
    Supplier<float[]> weight =
        () -> {
          float[] values = source.weight().toFloats();
          if (batchNorm) {
            scaleRows(values, batchNormScale(source));
          }
          if (swapColours) {
            swapColours(values, layer.kernel() * layer.kernel());
          }
          return values;
        };
    Supplier<float[]> bias = () -> batchNorm ? batchNormBias(source) : bias(layer, source);
    boolean groupNorm = layer.norm() == Norm.GROUP;
    return new FoldedLayer(
        layer,
        stored(layer, true, weight, layer.foldedShape()),
        stored(layer, false, bias, layer.out()),
        groupNorm
            ? stored(layer, false, source.normWeight()::toFloats, layer.out())
            : FoldedLayer.NONE,
        groupNorm
            ? stored(layer, false, source.normBias()::toFloats, layer.out())
            : FoldedLayer.NONE);
  }

  private FoldedLayer linear(Layer layer, Source source) {
    Supplier<float[]> weight =
        () -> {
          float[] values = dropOrRotate(layer, source.weight().toFloats(), layer.in());
          return layer.readsPixels(config) ? pixelsBeforeChannels(values, layer) : values;
        };
    Supplier<float[]> bias = () -> dropOrRotate(layer, source.bias().toFloats(), 1);
    return plain(layer, stored(layer, false, weight, layer.foldedShape()), bias, layer.out());
  }

  /** Turns torchvision's classes, background first, to Detectron2's, background last. */
  private float[] dropOrRotate(Layer layer, float[] values, int rowLength) {
    if (config.framework() != Framework.TORCHVISION) {
      return values;
    }
    return switch (layer.role()) {
      case BOX_DELTAS -> Arrays.copyOfRange(values, 4 * rowLength, values.length);
      case CLASS_SCORES -> {
        float[] rotated = new float[values.length];
        System.arraycopy(values, rowLength, rotated, 0, values.length - rowLength);
        System.arraycopy(values, 0, rotated, values.length - rowLength, rowLength);
        yield rotated;
      }
      default -> values;
    };
  }

  /** RoIAlign gives (y, x, channel), the checkpoint expects (channel, y, x). */
  private float[] pixelsBeforeChannels(float[] values, Layer layer) {
    int pixels = config.boxHead().pooler().bins() * config.boxHead().pooler().bins();
    int channels = layer.in() / pixels;
    float[] moved = new float[values.length];
    for (int row = 0; row < layer.out(); row++) {
      int start = row * layer.in();
      for (int channel = 0; channel < channels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          moved[start + pixel * channels + channel] = values[start + channel * pixels + pixel];
        }
      }
    }
    return moved;
  }

  private static FoldedLayer transposed(Layer layer, Source source) {
    int in = layer.in();
    int out = layer.out();
    Supplier<float[]> weight =
        () -> {
          float[] values = source.weight().toFloats(); // [in, out, dy, dx]
          float[] moved = new float[values.length]; // [dy, dx, out, in]
          for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
              for (int place = 0; place < 4; place++) {
                moved[(place * out + o) * in + i] = values[(i * out + o) * 4 + place];
              }
            }
          }
          return moved;
        };
    Supplier<float[]> bias =
        () -> {
          float[] once = source.bias().toFloats();
          float[] repeated = new float[4 * out];
          for (int place = 0; place < 4; place++) {
            System.arraycopy(once, 0, repeated, place * out, out);
          }
          return repeated;
        };
    return plain(layer, stored(layer, true, weight, layer.foldedShape()), bias, 4 * out);
  }

  private FoldedLayer predictor(Layer layer, Source source) {
    int skipped = backgroundOutputs(config, layer);
    Supplier<float[]> weight =
        () -> {
          float[] values = source.weight().toFloats();
          return Arrays.copyOfRange(values, skipped * layer.in(), values.length);
        };
    Supplier<float[]> bias =
        () -> {
          float[] values = source.bias().toFloats();
          return Arrays.copyOfRange(values, skipped, values.length);
        };
    return plain(layer, stored(layer, false, weight, layer.foldedShape()), bias, layer.out());
  }

  private static FoldedLayer plain(
      Layer layer, StoredTensor weight, Supplier<float[]> bias, int rows) {
    return new FoldedLayer(
        layer, weight, stored(layer, false, bias, rows), FoldedLayer.NONE, FoldedLayer.NONE);
  }

  private static float[] bias(Layer layer, Source source) {
    return source.bias() == null ? new float[layer.out()] : source.bias().toFloats();
  }

  private double[] batchNormScale(Source source) {
    float[] gamma = source.normWeight().toFloats();
    float[] variance = source.runningVariance().toFloats();
    double[] scale = new double[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = gamma[i] / Math.sqrt(variance[i] + config.backbone().normEpsilon());
    }
    return scale;
  }

  private float[] batchNormBias(Source source) {
    double[] scale = batchNormScale(source);
    float[] beta = source.normBias().toFloats();
    float[] mean = source.runningMean().toFloats();
    float[] before = source.bias() == null ? new float[beta.length] : source.bias().toFloats();
    float[] bias = new float[beta.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (beta[i] + (before[i] - mean[i]) * scale[i]);
    }
    return bias;
  }

  private static void scaleRows(float[] weight, double[] scale) {
    int rowLength = weight.length / scale.length;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (weight[i] * scale[i / rowLength]);
    }
  }

  /**
   * Red for blue.
   *
   * @param weight {@code [out, 3, kernel, kernel]}
   * @param area of the kernel
   */
  static void swapColours(float[] weight, int area) {
    for (int start = 0; start < weight.length; start += 3 * area) {
      for (int i = start; i < start + area; i++) {
        float first = weight[i];
        weight[i] = weight[i + 2 * area];
        weight[i + 2 * area] = first;
      }
    }
  }

  private static StoredTensor stored(
      Layer layer, boolean channelsLast, Supplier<float[]> values, int... shape) {
    return new StoredTensor(
        DataType.FLOAT32,
        shape,
        channelsLast,
        () -> Tensor.ofFloats(finite(layer, values.get()), shape));
  }

  private static float[] finite(Layer layer, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            Text.format("weights of %s: expected finite values, found %s", layer.path(), value));
      }
    }
    return values;
  }
}
