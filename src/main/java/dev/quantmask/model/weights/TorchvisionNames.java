package dev.quantmask.model.weights;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.Norm;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of torchvision's maskrcnn_resnet50_fpn and maskrcnn_resnet50_fpn_v2, and the older ones of
 * the former's published weights (before torchvision 0.13).
 */
public record TorchvisionNames(MaskRcnnConfig config) implements ParameterNames {
  private static final Pattern BLOCK =
      Pattern.compile("backbone\\.res(\\d)\\.(\\d+)\\.(conv(\\d)|shortcut)");
  private static final Pattern LEVEL = Pattern.compile("fpn\\.(lateral|output)(\\d)");
  private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d+)");

  @Override
  public Names of(Layer layer) {
    Matcher block = BLOCK.matcher(layer.path());
    if (block.matches()) {
      return blockNames(block);
    }
    Matcher level = LEVEL.matcher(layer.path());
    if (level.matches()) {
      return levelNames(level);
    }
    return switch (layer.path()) {
      case "backbone.stem" -> new Names(List.of("backbone.body.conv1"), "backbone.body.bn1");
      case "rpn.objectness" -> plain("rpn.head.cls_logits");
      case "rpn.deltas" -> plain("rpn.head.bbox_pred");
      case "box_head.cls_score" -> plain("roi_heads.box_predictor.cls_score");
      case "box_head.bbox_pred" -> plain("roi_heads.box_predictor.bbox_pred");
      case "mask_head.deconv" -> plain("roi_heads.mask_predictor.conv5_mask");
      case "mask_head.predictor" -> plain("roi_heads.mask_predictor.mask_fcn_logits");
      default -> numberedNames(layer.path());
    };
  }

  private static Names plain(String name) {
    return new Names(List.of(name), null);
  }

  private static Names blockNames(Matcher block) {
    int stage = Integer.parseInt(block.group(1)) - 1;
    String prefix = Text.format("backbone.body.layer%d.%s", stage, block.group(2));
    if (block.group(3).equals("shortcut")) {
      return new Names(List.of(prefix + ".downsample.0"), prefix + ".downsample.1");
    }
    return new Names(List.of(prefix + ".conv" + block.group(4)), prefix + ".bn" + block.group(4));
  }

  private Names levelNames(Matcher level) {
    String kind = level.group(1).equals("lateral") ? "inner_blocks" : "layer_blocks";
    int index = Integer.parseInt(level.group(2)) - 2;
    String prefix = Text.format("backbone.fpn.%s.%d", kind, index);
    boolean normalized = config.pyramid().norm() != Norm.NONE;
    return new Names(List.of(prefix + ".0", prefix), normalized ? prefix + ".1" : null);
  }

  private Names numberedNames(String path) {
    Matcher matcher = NUMBERED.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("path: no such layer: " + path);
    }
    int index = Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "rpn.convs" ->
          new Names(List.of(Text.format("rpn.head.conv.%d.0", index), "rpn.head.conv"), null);
      case "box_head.convs" -> {
        String prefix = Text.format("roi_heads.box_head.%d", index);
        yield new Names(List.of(prefix + ".0"), prefix + ".1");
      }
      // v1: two, called fc6 and fc7; v2: one behind the convolutions and a Flatten.
      case "box_head.fcs" ->
          plain(
              config.boxHead().convs() == 0
                  ? "roi_heads.box_head.fc" + (index + 6)
                  : "roi_heads.box_head." + (config.boxHead().convs() + 1 + index));
      case "mask_head.convs" -> {
        String prefix = Text.format("roi_heads.mask_head.%d", index);
        boolean normalized = config.maskHead().norm() != Norm.NONE;
        yield new Names(
            List.of(prefix + ".0", "roi_heads.mask_head.mask_fcn" + (index + 1)),
            normalized ? prefix + ".1" : null);
      }
      default -> throw new IllegalArgumentException("path: no such layer: " + path);
    };
  }

  @Override
  public boolean isHarmless(String name) {
    return false;
  }
}
