package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.text.Text;
import java.util.List;

/**
 * Names of torchvision's maskrcnn_resnet50_fpn and maskrcnn_resnet50_fpn_v2, those of other
 * backbones of {@code resnet_fpn_backbone}, and the older ones of the former's published weights
 * (before torchvision 0.13).
 */
public record TorchvisionNames(MaskRcnnConfig config) implements ParameterNames {
  @Override
  public Names of(Layer layer) {
    return switch (layer.role()) {
      case STEM -> new Names(List.of("backbone.body.conv1"), "backbone.body.bn1");
      case BLOCK_CONVOLUTION -> {
        String block = block(layer);
        yield new Names(List.of(block + ".conv" + layer.at(2)), block + ".bn" + layer.at(2));
      }
      case SHORTCUT -> {
        String block = block(layer);
        yield new Names(List.of(block + ".downsample.0"), block + ".downsample.1");
      }
      // torchvision has none: what is looked for is missing.
      case OFFSETS, HEAD_CONVOLUTION, HEAD_SHORTCUT -> plain(layer.path());
      case LATERAL -> level(layer, "inner_blocks");
      case LEVEL_OUTPUT -> level(layer, "layer_blocks");
      case RPN_CONVOLUTION ->
          new Names(List.of(Text.format("rpn.head.conv.%d.0", layer.at(0)), "rpn.head.conv"), null);
      case OBJECTNESS -> plain("rpn.head.cls_logits");
      case ANCHOR_DELTAS -> plain("rpn.head.bbox_pred");
      case BOX_CONVOLUTION -> {
        String prefix = "roi_heads.box_head." + layer.at(0);
        yield new Names(List.of(prefix + ".0"), prefix + ".1");
      }
      // v1: two, called fc6 and fc7; v2: one behind the convolutions and a Flatten.
      case BOX_LINEAR ->
          plain(
              config.boxHead().convs() == 0
                  ? "roi_heads.box_head.fc" + (layer.at(0) + 6)
                  : "roi_heads.box_head." + (config.boxHead().convs() + 1 + layer.at(0)));
      case CLASS_SCORES -> plain("roi_heads.box_predictor.cls_score");
      case BOX_DELTAS -> plain("roi_heads.box_predictor.bbox_pred");
      case MASK_CONVOLUTION -> {
        String prefix = "roi_heads.mask_head." + layer.at(0);
        boolean normalized = config.maskHead().norm() != Norm.NONE;
        yield new Names(
            List.of(prefix + ".0", "roi_heads.mask_head.mask_fcn" + (layer.at(0) + 1)),
            normalized ? prefix + ".1" : null);
      }
      case MASK_DECONVOLUTION -> plain("roi_heads.mask_predictor.conv5_mask");
      case MASK_PREDICTOR -> plain("roi_heads.mask_predictor.mask_fcn_logits");
    };
  }

  private static Names plain(String name) {
    return new Names(List.of(name), null);
  }

  private static String block(Layer layer) {
    return Text.format("backbone.body.layer%d.%d", layer.at(0) - 1, layer.at(1));
  }

  private Names level(Layer layer, String list) {
    String prefix = Text.format("backbone.fpn.%s.%d", list, layer.at(0) - 2);
    boolean normalized = layer.norm() != Norm.NONE;
    return new Names(List.of(prefix + ".0", prefix), normalized ? prefix + ".1" : null);
  }

  @Override
  public boolean isHarmless(String name) {
    return false;
  }
}
