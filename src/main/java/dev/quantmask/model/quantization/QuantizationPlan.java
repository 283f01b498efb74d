package dev.quantmask.model.quantization;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.text.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says what to do with each layer.
 *
 * @param ranges of the outputs of layers, by path; those of others are found at run time
 * @param real paths of layers that stay in floating point
 */
public record QuantizationPlan(
    Scheme scheme, Map<String, ActivationRange> ranges, Set<String> real) {
  public static final QuantizationPlan NONE = of(Scheme.FP32);

  public QuantizationPlan {
    ranges = Map.copyOf(ranges);
    real = Set.copyOf(real);
  }

  /** All layers alike. */
  public static QuantizationPlan of(Scheme scheme) {
    return new QuantizationPlan(scheme, Map.of(), Set.of());
  }

  /** A path that fits no layer would change nothing, and nobody would know. */
  public void requireLayersOf(MaskRcnnConfig config) {
    Set<String> known =
        LayerCatalog.layers(config).stream().map(Layer::path).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(ranges.keySet());
    unknown.addAll(real);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          Text.format(
              "layers: expected paths in this network (inspect --tensors lists them), found %s",
              unknown));
    }
  }

  public ActivationRange range(String path) {
    return ranges.getOrDefault(path, ActivationRange.AT_RUN_TIME);
  }
}
