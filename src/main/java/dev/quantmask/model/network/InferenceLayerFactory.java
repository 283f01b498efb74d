package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.Norm;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.Quantization;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Folded layers in the precision of a plan. */
public class InferenceLayerFactory implements LayerFactory {
  private final Map<String, FoldedLayer> layers = new HashMap<>();
  private final QuantizationPlan plan;

  public InferenceLayerFactory(List<FoldedLayer> layers, QuantizationPlan plan) {
    layers.forEach(folded -> this.layers.put(folded.layer().path(), folded));
    this.plan = plan;
  }

  @Override
  public boolean has(String path) {
    return layers.containsKey(path);
  }

  @Override
  public Layer layer(String path) {
    return layers.get(path).layer();
  }

  @Override
  public ScriptModule module(String path) {
    FoldedLayer folded = layers.get(path);
    return folded.isConvolution() ? convolution(folded) : linear(folded);
  }

  @Override
  public StoredTensor weight(String path) {
    return layers.get(path).weight();
  }

  @Override
  public StoredTensor bias(String path) {
    return layers.get(path).bias();
  }

  private ScriptModule convolution(FoldedLayer folded) {
    Layer layer = folded.layer();
    ScriptModule module = new ScriptModule("__torch__.conv.Conv");
    // A transposed convolution has become a 1x1 one.
    boolean pointwise = layer.kind() == Layer.Kind.TRANSPOSED;
    long stride = pointwise ? 1 : layer.stride();
    long padding = pointwise ? 0 : layer.padding();
    long groups = layer.groups();
    long normGroups = layer.norm() == Norm.GROUP ? Norm.GROUPS : 0;
    ActivationRange range = plan.range(layer.path());
    return switch (plan.scheme()) {
      case FP32, LINEAR ->
          module
              .set("training", false)
              .set("weight", folded.weight())
              .set("bias", folded.bias())
              .set("stride", stride)
              .set("padding", padding)
              .set("dilation", pointwise ? 1 : layer.dilation())
              .set("groups", groups)
              .set("relu", layer.relu())
              .set("norm_groups", normGroups)
              .set("norm_weight", folded.normWeight())
              .set("norm_bias", folded.normBias());
      case DYNAMIC, STATIC ->
          module.state(
              weight(folded),
              Quantization.scalesOfRows(folded.weight()),
              folded.bias(),
              stride,
              padding,
              groups,
              layer.relu(),
              normGroups,
              folded.normWeight(),
              folded.normBias(),
              range.scale(),
              (long) range.zeroPoint());
    };
  }

  private ScriptModule linear(FoldedLayer folded) {
    ScriptModule module = new ScriptModule("__torch__.linear.Linear");
    boolean relu = folded.layer().relu();
    ActivationRange range = plan.range(folded.layer().path());
    return switch (plan.scheme()) {
      case FP32 ->
          module
              .set("training", false)
              .set("weight", folded.weight())
              .set("bias", folded.bias())
              .set("relu", relu);
      case LINEAR -> {
        double scale = Quantization.tensorScale(folded.weight().values().get().toFloats());
        yield module.state(
            Quantization.quantizeTensor(folded.weight()), scale, folded.bias(), relu);
      }
      case DYNAMIC, STATIC ->
          module.state(
              weight(folded),
              Quantization.scalesOfRows(folded.weight()),
              folded.bias(),
              relu,
              range.scale(),
              (long) range.zeroPoint());
    };
  }

  private StoredTensor weight(FoldedLayer folded) {
    return plan.real().contains(folded.layer().path()) || isOfDeformation(folded.layer())
        ? folded.weight()
        : Quantization.quantizeRows(folded.weight());
  }

  /** Places of 8 bits would be coarse, and what is interpolated there is in floating point. */
  private static boolean isOfDeformation(Layer layer) {
    return layer.role() == LayerRole.OFFSETS || layer.isDeformable();
  }
}
