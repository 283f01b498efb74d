package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.weights.CheckpointWeights.Source;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Layers as the checkpoint has them, to be trained. */
final class TrainingLayerFactory implements LayerFactory {
  private static final StoredTensor NONE = StoredTensor.of(new float[0], 0);

  private final MaskRcnnConfig config;
  private final TrainingConfig training;
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();

  TrainingLayerFactory(MaskRcnnConfig config, TrainingConfig training, Map<Layer, Source> sources) {
    this.config = config;
    this.training = training;
    sources.forEach(
        (layer, source) -> {
          this.layers.put(layer.path(), layer);
          this.sources.put(layer.path(), source);
        });
  }

  @Override
  public boolean has(String path) {
    return layers.containsKey(path);
  }

  @Override
  public Layer layer(String path) {
    return layers.get(path);
  }

  @Override
  public StoredTensor weight(String path) {
    Layer layer = layers.get(path);
    return stored(sources.get(path).weight(), layer.out(), layer.in());
  }

  @Override
  public StoredTensor bias(String path) {
    return stored(sources.get(path).bias());
  }

  @Override
  public ScriptModule module(String path) {
    Layer layer = layers.get(path);
    return layer.kind() == Layer.Kind.LINEAR ? linear(layer) : convolution(layer);
  }

  private ScriptModule linear(Layer layer) {
    Source source = sources.get(layer.path());
    int bins = config.boxHead().pooler().bins();
    return new ScriptModule("__torch__.linear.Linear")
        .set("training", true)
        .set("weight", stored(source.weight()))
        .set("bias", stored(source.bias()))
        .set("relu", layer.relu())
        .set("pixels", layer.readsPixels(config) ? bins * bins : 1);
  }

  private ScriptModule convolution(Layer layer) {
    Source source = sources.get(layer.path());
    return new ScriptModule("__torch__.conv.Conv")
        .set("training", true)
        .set("weight", stored(source.weight()))
        .set("bias", stored(source.bias()))
        .set("stride", layer.stride())
        .set("padding", layer.padding())
        .set("dilation", layer.dilation())
        .set("groups", layer.groups())
        .set("relu", layer.relu())
        .set("transposed", layer.kind() == Layer.Kind.TRANSPOSED)
        .set("batch_norm", layer.norm() == Norm.BATCH)
        .set("norm_groups", layer.norm() == Norm.GROUP ? Norm.GROUPS : 0)
        .set("norm_weight", stored(source.normWeight()))
        .set("norm_bias", stored(source.normBias()))
        .set("running_mean", stored(source.runningMean()))
        .set("running_var", stored(source.runningVariance()))
        .set("frozen", TrainingNetwork.isFrozen(layer, training))
        .set("norm_frozen", !TrainingNetwork.trainsNorm(layer, training))
        .set("reduced", training.solver().reduced());
  }

  private static StoredTensor stored(Tensor tensor) {
    return tensor == null ? NONE : stored(tensor, tensor.shape());
  }

  private static StoredTensor stored(Tensor tensor, int... shape) {
    return new StoredTensor(
        DataType.FLOAT32, shape, false, () -> Tensor.ofFloats(tensor.toFloats(), shape));
  }
}
