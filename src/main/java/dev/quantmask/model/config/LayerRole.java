package dev.quantmask.model.config;

import dev.quantmask.model.config.Layer.Kind;
import dev.quantmask.text.Text;

/**
 * Names what a layer is in the network. A path has a number for each place where there are several.
 */
public enum LayerRole {
  STEM(Part.BACKBONE, Kind.CONVOLUTION, true, "backbone.stem"),
  /** Of stage, block and place within the block: {@code backbone.res2.0.conv1}. */
  BLOCK_CONVOLUTION(Part.BACKBONE, Kind.CONVOLUTION, true, "backbone.res%d.%d.conv%d"),
  /** It says where the deformable convolution of that path reads: {@code backbone.res3.0.conv2}. */
  OFFSETS(Part.BACKBONE, Kind.CONVOLUTION, false, "backbone.res%d.%d.conv%d_offset"),
  /** Of stage and block. */
  SHORTCUT(Part.BACKBONE, Kind.CONVOLUTION, false, "backbone.res%d.%d.shortcut"),
  /** Of a level of the pyramid, as LEVEL_OUTPUT is. */
  LATERAL(Part.PYRAMID, Kind.CONVOLUTION, false, "fpn.lateral%d"),
  LEVEL_OUTPUT(Part.PYRAMID, Kind.CONVOLUTION, false, "fpn.output%d"),
  RPN_CONVOLUTION(Part.RPN, Kind.CONVOLUTION, true, "rpn.convs.%d"),
  OBJECTNESS(Part.RPN, Kind.CONVOLUTION, false, "rpn.objectness"),
  ANCHOR_DELTAS(Part.RPN, Kind.CONVOLUTION, false, "rpn.deltas"),
  /** Of block and place within the block, where the backbone's last stage is the head's. */
  HEAD_CONVOLUTION(Part.BOX_HEAD, Kind.CONVOLUTION, true, "box_head.pooler.res5.%d.conv%d"),
  HEAD_SHORTCUT(Part.BOX_HEAD, Kind.CONVOLUTION, false, "box_head.pooler.res5.%d.shortcut"),
  BOX_CONVOLUTION(Part.BOX_HEAD, Kind.CONVOLUTION, true, "box_head.convs.%d"),
  BOX_LINEAR(Part.BOX_HEAD, Kind.LINEAR, true, "box_head.fcs.%d"),
  CLASS_SCORES(Part.BOX_HEAD, Kind.LINEAR, false, "box_head.cls_score"),
  BOX_DELTAS(Part.BOX_HEAD, Kind.LINEAR, false, "box_head.bbox_pred"),
  MASK_CONVOLUTION(Part.MASK_HEAD, Kind.CONVOLUTION, true, "mask_head.convs.%d"),
  MASK_DECONVOLUTION(Part.MASK_HEAD, Kind.TRANSPOSED, true, "mask_head.deconv"),
  MASK_PREDICTOR(Part.MASK_HEAD, Kind.PREDICTOR, false, "mask_head.predictor");

  private static final String NUMBER = "%d";
  private static final String CASCADE = "box_head.stages.%d.";

  private final Part part;
  private final Kind kind;
  private final boolean relu;
  private final String path;

  LayerRole(Part part, Kind kind, boolean relu, String path) {
    this.part = part;
    this.kind = kind;
    this.relu = relu;
    this.path = path;
  }

  /** A part of the network. */
  public enum Part {
    BACKBONE("backbone"),
    PYRAMID("fpn"),
    RPN("rpn"),
    BOX_HEAD("box_head"),
    MASK_HEAD("mask_head");

    private final String path;

    Part(String path) {
      this.path = path;
    }

    /** Returns the pattern that fits all its layers. */
    public String pattern() {
      return path + ".*";
    }
  }

  public Part part() {
    return part;
  }

  Kind kind() {
    return kind;
  }

  /** Returns whether a ReLU follows, in a block possibly after the shortcut is added. */
  boolean relu() {
    return relu;
  }

  /** Returns whether its output is an answer in floating point, which no other layer reads. */
  public boolean isPrediction() {
    return switch (this) {
      case OFFSETS, OBJECTNESS, ANCHOR_DELTAS, CLASS_SCORES, BOX_DELTAS, MASK_PREDICTOR -> true;
      default -> false;
    };
  }

  /** Returns the path of the layer at this place. */
  public String path(int... place) {
    String filled = path;
    for (int number : place) {
      filled = filled.replaceFirst(NUMBER, Integer.toString(number));
    }
    return filled;
  }

  /** Returns the path of the layer at this place in one of a cascade's box heads. */
  public String pathIn(int boxHead, int... place) {
    String path = path(place);
    return boxHead == Layer.NO_CASCADE
        ? path
        : path.replace(Part.BOX_HEAD.path + ".", Text.format(CASCADE, boxHead));
  }

  /** Returns the pattern that fits all its layers in all of a cascade's box heads. */
  public String patternInCascade() {
    return pattern().replace(Part.BOX_HEAD.path + ".", CASCADE.replace(NUMBER, "*"));
  }

  /** The pattern that fits all its layers, or with their first numbers those at this place. */
  public String pattern(int... place) {
    String filled = path(place);
    int open = filled.indexOf(NUMBER);
    return open < 0 ? filled : filled.substring(0, open) + "*";
  }
}
