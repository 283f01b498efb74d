package dev.quantmask.model.weights;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.text.Text;
import java.util.List;

/** Names of Detectron2's GeneralizedRCNN with a ResNet, with and without FPN. */
public record Detectron2Names(MaskRcnnConfig config) implements ParameterNames {
  @Override
  public Names of(Layer layer) {
    String name = name(layer);
    return new Names(List.of(name), layer.norm() == Norm.NONE ? null : name + ".norm");
  }

  private String name(Layer layer) {
    return switch (layer.role()) {
      case STEM -> resnet() + "stem.conv1";
      case BLOCK_CONVOLUTION -> block(layer) + ".conv" + layer.at(2);
      case OFFSETS -> Text.format("%s.conv%d_offset", block(layer), layer.at(2));
      case SHORTCUT -> block(layer) + ".shortcut";
      case HEAD_CONVOLUTION -> Text.format("roi_heads.res5.%d.conv%d", layer.at(0), layer.at(1));
      case HEAD_SHORTCUT -> Text.format("roi_heads.res5.%d.shortcut", layer.at(0));
      case LATERAL -> "backbone.fpn_lateral" + layer.at(0);
      case LEVEL_OUTPUT -> "backbone.fpn_output" + layer.at(0);
      case RPN_CONVOLUTION ->
          config.rpn().convChannels().size() == 1
              ? "proposal_generator.rpn_head.conv"
              : "proposal_generator.rpn_head.conv.conv" + layer.at(0);
      case OBJECTNESS -> "proposal_generator.rpn_head.objectness_logits";
      case ANCHOR_DELTAS -> "proposal_generator.rpn_head.anchor_deltas";
      case BOX_CONVOLUTION -> "roi_heads.box_head" + cascade(layer) + ".conv" + (layer.at(0) + 1);
      case BOX_LINEAR -> "roi_heads.box_head" + cascade(layer) + ".fc" + (layer.at(0) + 1);
      case CLASS_SCORES -> "roi_heads.box_predictor" + cascade(layer) + ".cls_score";
      case BOX_DELTAS -> "roi_heads.box_predictor" + cascade(layer) + ".bbox_pred";
      case MASK_CONVOLUTION -> "roi_heads.mask_head.mask_fcn" + (layer.at(0) + 1);
      case MASK_DECONVOLUTION -> "roi_heads.mask_head.deconv";
      case MASK_PREDICTOR -> "roi_heads.mask_head.predictor";
    };
  }

  private String resnet() {
    return config.features() instanceof FeatureMaps.Pyramid ? "backbone.bottom_up." : "backbone.";
  }

  private String block(Layer layer) {
    return Text.format("%sres%d.%d", resnet(), layer.at(0), layer.at(1));
  }

  private static String cascade(Layer layer) {
    return layer.boxHead() == Layer.NO_CASCADE ? "" : "." + layer.boxHead();
  }

  /** Buffers that older versions of Detectron2 stored; the configuration decides. */
  @Override
  public boolean isHarmless(String name) {
    return name.equals("pixel_mean")
        || name.equals("pixel_std")
        || name.matches("proposal_generator\\.anchor_generator\\.cell_anchors\\.\\d+");
  }
}
