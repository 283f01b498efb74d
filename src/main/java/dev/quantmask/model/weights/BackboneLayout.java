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
      boolean norm = part.startsWith(NORM);
      String own = norm ? part.substring(NORM.length()) : part;
      String block = Text.format("layer%d.%d", stage(layer) - 1, block(layer));
      return List.of(
          switch (layer.role()) {
            case STEM -> (norm ? "bn1." : "conv1.") + own;
            case SHORTCUT, HEAD_SHORTCUT ->
                Text.format("%s.downsample.%d.%s", block, norm ? 1 : 0, own);
            default -> Text.format("%s.%s%d.%s", block, norm ? "bn" : "conv", number(layer), own);
          });
    }
  },
  /** The blobs of Caffe2, such as {@code res2_0_branch2a_w}; most have no running statistics. */
  CAFFE2 {
    @Override
    List<String> names(MaskRcnnConfig config, Layer layer, String part) {
      String block = Text.format("res%d_%d_branch", stage(layer), block(layer));
      String blob =
          switch (layer.role()) {
            case STEM -> "conv1";
            case SHORTCUT, HEAD_SHORTCUT -> block + "1";
            default -> block + "2" + "abc".charAt(number(layer) - 1);
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

  private static boolean isInHead(Layer layer) {
    return layer.role() == LayerRole.HEAD_CONVOLUTION || layer.role() == LayerRole.HEAD_SHORTCUT;
  }

  /** The number of res2 to res5; that of a head is res5. 0 for the stem. */
  private static int stage(Layer layer) {
    return layer.role() == LayerRole.STEM ? 0 : isInHead(layer) ? 5 : layer.at(0);
  }

  private static int block(Layer layer) {
    return layer.role() == LayerRole.STEM ? 0 : layer.at(isInHead(layer) ? 0 : 1);
  }

  /** The place of a convolution within its block, from 1. */
  private static int number(Layer layer) {
    return layer.at(isInHead(layer) ? 1 : 2);
  }

  /**
   * Returns the names that a parameter may have.
   *
   * @param part of the layer, as Detectron2 calls it: {@code weight}, {@code norm.bias}
   */
  abstract List<String> names(MaskRcnnConfig config, Layer layer, String part);
}
