package dev.quantmask.model.network;

import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.List;

/** Layers in floating point, with an empty histogram each. */
final class CalibrationLayerFactory implements LayerFactory {
  private static final int BINS = 8192;

  private final InferenceLayerFactory layers;

  CalibrationLayerFactory(List<FoldedLayer> layers) {
    this.layers = new InferenceLayerFactory(layers, QuantizationPlan.NONE);
  }

  @Override
  public boolean has(String path) {
    return layers.has(path);
  }

  @Override
  public ScriptModule module(String path) {
    return layers
        .module(path)
        .set("histogram", StoredTensor.of(new float[BINS], BINS))
        .set("limit", 0.0);
  }

  @Override
  public StoredTensor weight(String path) {
    return layers.weight(path);
  }

  @Override
  public StoredTensor bias(String path) {
    return layers.bias(path);
  }
}
