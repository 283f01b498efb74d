package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.text.Text;
import java.util.List;

/** The names that a backbone's parameters have where it is published alone. */
enum BackboneLayout {
  /** Detectron2's {@code R-50.pkl}: the names of its ResNet, such as {@code stem.conv1.weight}. */
  DETECTRON2 {
    @Override
    List<String> names(MaskRcnnConfig config, Layer layer, String part) {
      String name = new Detectron2Names(config).of(layer).layers().get(0);
      return List.of(name.replaceFirst("^.*?\\b(?=stem\\b|res\\d\\b)", "") + "." + part);
    }
  },
  /** torchvision's ResNet, such as {@code layer1.0.conv1.weight}. */
  TORCHVISION {
    @Override
    List<String> names(MaskRcnnConfig config, Layer layer, String part) {
      ParameterNames.Names names = new TorchvisionNames(config).of(layer);
      String name =
          part.startsWith(NORM)
              ? names.norm() + "." + part.substring(NORM.length())
              : names.layers().get(0) + "." + part;
      return List.of(name.substring("backbone.body.".length()));
    }
  },
  /** The blobs of Caffe2, such as {@code res2_0_branch2a_w}; most have no running statistics. */
  CAFFE2 {
    @Override
    List<String> names(MaskRcnnConfig config, Layer layer, String part) {
      String blob =
          switch (layer.role()) {
            case STEM -> "conv1";
            case SHORTCUT -> Text.format("res%d_%d_branch1", layer.at(0), layer.at(1));
            default ->
                Text.format(
                    "res%d_%d_branch2%s",
                    layer.at(0), layer.at(1), "abc".substring(layer.at(2) - 1, layer.at(2)));
          };
      String norm = layer.role() == LayerRole.STEM ? "res_conv1_bn_" : blob + "_bn_";
      return switch (part) {
        case "weight" -> List.of(blob + "_w");
        case "bias" -> List.of(blob + "_b");
        case "norm.weight" -> List.of(norm + "s", norm + "gamma", blob + "_gn_s");
        case "norm.bias" -> List.of(norm + "b", norm + "beta", blob + "_gn_b");
        case "norm.running_mean" -> List.of(norm + "rm", norm + "running_mean");
        case "norm.running_var" -> List.of(norm + "riv", norm + "running_var");
        default -> List.of();
      };
    }
  };

  static final String NORM = "norm.";

  /**
   * Returns the names that a parameter may have.
   *
   * @param part of the layer, as Detectron2 calls it: {@code weight}, {@code norm.bias}
   */
  abstract List<String> names(MaskRcnnConfig config, Layer layer, String part);
}
