package dev.quantmask.model.network;

import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.util.List;

/**
 * Lets the first convolution normalize the image, so that it reads the image's own 8-bit integers:
 * nothing is lost by quantizing them, and nothing has to be computed before.
 */
final class Uint8StemFolding {
  private Uint8StemFolding() {}

  /** torchvision resizes after normalizing; its networks stay as they are. */
  static List<FoldedLayer> fold(List<FoldedLayer> layers, MaskRcnnConfig config) {
    if (config.framework() != Framework.DETECTRON2) {
      return layers;
    }
    return layers.stream()
        .map(
            folded ->
                folded.layer().role() == LayerRole.STEM ? fold(folded, config.input()) : folded)
        .toList();
  }

  /** {@code w * (x - mean) / deviation} is {@code (w / deviation) * x} and a constant. */
  private static FoldedLayer fold(FoldedLayer stem, MaskRcnnConfig.Input input) {
    Layer layer = stem.layer();
    int pixels = layer.kernel() * layer.kernel();
    StoredTensor weight =
        new StoredTensor(
            DataType.FLOAT32,
            stem.weight().shape(),
            true,
            () -> Tensor.ofFloats(weights(stem, input, pixels), stem.weight().shape()));
    StoredTensor bias =
        new StoredTensor(
            DataType.FLOAT32,
            stem.bias().shape(),
            false,
            () -> Tensor.ofFloats(biases(stem, input, pixels), stem.bias().shape()));
    return new FoldedLayer(layer.unpadded(), weight, bias, stem.normWeight(), stem.normBias());
  }

  private static float[] weights(FoldedLayer stem, MaskRcnnConfig.Input input, int pixels) {
    float[] weights = stem.weight().values().get().toFloats().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= input.deviation().get(i / pixels % stem.layer().in()).floatValue();
    }
    return weights;
  }

  private static float[] biases(FoldedLayer stem, MaskRcnnConfig.Input input, int pixels) {
    float[] weights = weights(stem, input, pixels);
    float[] biases = stem.bias().values().get().toFloats().clone();
    int row = weights.length / biases.length;
    for (int out = 0; out < biases.length; out++) {
      double shift = 0;
      for (int i = 0; i < row; i++) {
        shift += weights[out * row + i] * input.mean().get(i / pixels);
      }
      biases[out] -= (float) shift;
    }
    return biases;
  }
}
