package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.Norm;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of Detectron2's GeneralizedRCNN with a ResNet-FPN and StandardROIHeads. */
public record Detectron2Names(int rpnConvs) implements ParameterNames {
  private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d+)");

  @Override
  public Names of(Layer layer) {
    String name = name(layer.path());
    return new Names(List.of(name), layer.norm() == Norm.NONE ? null : name + ".norm");
  }

  private String name(String path) {
    if (path.equals("backbone.stem")) {
      return "backbone.bottom_up.stem.conv1";
    }
    if (path.startsWith("backbone.")) {
      return "backbone.bottom_up" + path.substring("backbone".length());
    }
    if (path.startsWith("fpn.")) {
      return "backbone.fpn_" + path.substring("fpn.".length());
    }
    return switch (path) {
      case "rpn.objectness" -> "proposal_generator.rpn_head.objectness_logits";
      case "rpn.deltas" -> "proposal_generator.rpn_head.anchor_deltas";
      case "box_head.cls_score" -> "roi_heads.box_predictor.cls_score";
      case "box_head.bbox_pred" -> "roi_heads.box_predictor.bbox_pred";
      case "mask_head.deconv" -> "roi_heads.mask_head.deconv";
      case "mask_head.predictor" -> "roi_heads.mask_head.predictor";
      default -> numbered(path);
    };
  }

  private String numbered(String path) {
    Matcher matcher = NUMBERED.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("path: no such layer: " + path);
    }
    int index = Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "rpn.convs" ->
          rpnConvs == 1
              ? "proposal_generator.rpn_head.conv"
              : "proposal_generator.rpn_head.conv.conv" + index;
      case "box_head.convs" -> "roi_heads.box_head.conv" + (index + 1);
      case "box_head.fcs" -> "roi_heads.box_head.fc" + (index + 1);
      case "mask_head.convs" -> "roi_heads.mask_head.mask_fcn" + (index + 1);
      default -> throw new IllegalArgumentException("path: no such layer: " + path);
    };
  }

  /** Buffers that older versions of Detectron2 stored; the configuration decides. */
  @Override
  public boolean isHarmless(String name) {
    return name.equals("pixel_mean")
        || name.equals("pixel_std")
        || name.matches("proposal_generator\\.anchor_generator\\.cell_anchors\\.\\d+");
  }
}
