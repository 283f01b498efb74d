package dev.quantmask.model.weights;

import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.quantization.Quantization;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An ordinary archive of scheme fp32 with the weights that a quantized one's integers stand for.
 */
public final class DequantizedWeights {
  private DequantizedWeights() {}

  /**
   * Writes it.
   *
   * @param exact that the quantized one was made of
   */
  public static void write(Path quantized, Path exact, Path target) throws IOException {
    try (ModelArchive integers = ModelArchive.open(quantized);
        ModelArchive archive = ModelArchive.open(exact)) {
      MaskRcnnConfig config = archive.manifest().config();
      boolean eightBit = Scheme.of(integers.manifest().scheme()).quantizesConvolutions();
      Map<String, Tensor> tensors = integers.tensors();
      List<FoldedLayer> layers = new ArrayList<>();
      for (FoldedLayer layer : archive.layers()) {
        layers.add(eightBit ? ofRows(layer, tensors, config) : ofTensor(layer, tensors));
      }
      ModelArchive.write(target, "dequantized", config, layers, QuantizationPlan.NONE);
    }
  }

  private static FoldedLayer ofTensor(FoldedLayer exact, Map<String, Tensor> tensors)
      throws IOException {
    if (exact.layer().kind() != Layer.Kind.LINEAR) {
      return exact;
    }
    float scale = Quantization.tensorScale(exact.weight().values().get().toFloats());
    ByteBuffer integers = tensors.get(exact.layer().attributePath("0")).contiguousBytes();
    float[] weights = new float[integers.remaining()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = integers.get(i) * scale;
    }
    return with(exact, weights, exact.bias());
  }

  private static FoldedLayer ofRows(
      FoldedLayer exact, Map<String, Tensor> tensors, MaskRcnnConfig config) throws IOException {
    Layer layer = exact.layer();
    if (layer.kind() == Layer.Kind.PREDICTOR) {
      return exact;
    }
    ByteBuffer integers = tensors.get(layer.attributePath("0")).contiguousBytes();
    float[] scales = tensors.get(layer.attributePath("1")).toFloats();
    float[] biases = tensors.get(layer.attributePath("2")).toFloats().clone();
    float[] weights = new float[integers.remaining()];
    int row = weights.length / scales.length;
    boolean normalizes =
        layer.path().equals("backbone.stem") && config.framework() == Framework.DETECTRON2;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = integers.get(i) * scales[i / row];
      if (normalizes) { // of pixels as they are: here the image is normalized before
        int colour = i % row / (layer.kernel() * layer.kernel());
        biases[i / row] += weights[i] * config.input().mean().get(colour).floatValue();
        weights[i] *= config.input().deviation().get(colour).floatValue();
      }
    }
    return with(exact, weights, StoredTensor.of(biases, biases.length));
  }

  private static FoldedLayer with(FoldedLayer exact, float[] weights, StoredTensor bias) {
    StoredTensor old = exact.weight();
    StoredTensor weight =
        new StoredTensor(
            old.dataType(),
            old.shape(),
            old.channelsLast(),
            () -> Tensor.ofFloats(weights, old.shape()));
    return new FoldedLayer(exact.layer(), weight, bias, exact.normWeight(), exact.normBias());
  }
}
