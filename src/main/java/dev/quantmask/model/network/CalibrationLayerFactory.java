package dev.quantmask.model.network;

import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.List;

/** Creates layers in floating point, each with an empty histogram. */
final class CalibrationLayerFactory extends InferenceLayerFactory {
  private static final int BINS = 8192;

  CalibrationLayerFactory(List<FoldedLayer> layers) {
    super(layers, QuantizationPlan.NONE);
  }

  @Override
  public ScriptModule module(String path) {
    return super.module(path)
        .set("histogram", StoredTensor.of(new float[BINS], BINS))
        .set("limit", 0.0);
  }
}
