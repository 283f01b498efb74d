package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of torchvision under the names and in the order of Detectron2: background last, and left
 * out of boxes and masks.
 */
final class TorchvisionWeights {
  private TorchvisionWeights() {}

  /**
   * Returns the tensors that the network needs; what is not there is left out.
   *
   * @param config of Detectron2
   */
  static Map<String, Tensor> inDetectron2Layout(
      Map<String, Tensor> tensors, MaskRcnnConfig config) {
    ParameterNames from = new TorchvisionNames(config);
    ParameterNames to = new Detectron2Names(config);
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    for (Layer layer : LayerCatalog.layers(config)) {
      ParameterNames.Names source = from.of(layer);
      ParameterNames.Names target = to.of(layer);
      for (String part : List.of("weight", "bias")) {
        source.layers().stream()
            .map(name -> tensors.get(name + "." + part))
            .filter(tensor -> tensor != null)
            .findFirst()
            .ifPresent(
                tensor ->
                    renamed.put(
                        target.layers().get(0) + "." + part, reordered(layer, tensor, config)));
      }
      if (layer.norm() != Norm.NONE) {
        for (String part :
            List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")) {
          Tensor tensor = tensors.get(source.norm() + "." + part);
          if (tensor != null) {
            renamed.put(target.norm() + "." + part, tensor);
          }
        }
      }
    }
    return renamed;
  }

  private static Tensor reordered(Layer layer, Tensor tensor, MaskRcnnConfig config) {
    return switch (layer.role()) {
      case STEM -> config.input().blueFirst() ? colours(tensor) : tensor;
      case CLASS_SCORES -> rows(tensor, 1, true);
      case BOX_DELTAS -> rows(tensor, 4, false);
      case MASK_PREDICTOR -> rows(tensor, 1, false);
      default -> tensor;
    };
  }

  /** The first rows, which are the background's, moved to the end or left out. */
  private static Tensor rows(Tensor tensor, int background, boolean kept) {
    float[] values = tensor.toFloats();
    int[] shape = tensor.shape();
    int first = values.length / shape[0] * background;
    float[] moved = Arrays.copyOfRange(values, first, kept ? values.length + first : values.length);
    if (kept) {
      System.arraycopy(values, 0, moved, values.length - first, first);
    } else {
      shape[0] -= background;
    }
    return Tensor.ofFloats(moved, shape);
  }

  /** Swaps red green blue to blue green red. */
  static Tensor colours(Tensor tensor) {
    float[] values = tensor.toFloats();
    int[] shape = tensor.shape(); // [out, 3, kernel, kernel]
    Folding.swapColours(values, shape[2] * shape[3]);
    return Tensor.ofFloats(values, shape);
  }
}
