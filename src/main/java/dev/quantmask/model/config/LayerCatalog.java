package dev.quantmask.model.config;

import java.util.ArrayList;
import java.util.List;

/** The layers of a network, in the order of the computation. */
public final class LayerCatalog {
  private static final int STEM_KERNEL = 7;

  private final MaskRcnnConfig config;
  private final List<Layer> layers = new ArrayList<>();

  private LayerCatalog(MaskRcnnConfig config) {
    this.config = config;
  }

  public static List<Layer> layers(MaskRcnnConfig config) {
    LayerCatalog architecture = new LayerCatalog(config);
    architecture.backbone();
    architecture.pyramid();
    architecture.rpn();
    architecture.boxHead();
    architecture.maskHead();
    return List.copyOf(architecture.layers);
  }

  /** Output channels of res2 to res5. */
  static List<Integer> stageChannels(MaskRcnnConfig config) {
    int first = config.backbone().res2Channels();
    return List.of(first, first * 2, first * 4, first * 8);
  }

  private void backbone() {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    layers.add(
        Layer.of(LayerRole.STEM, 3, backbone.stemChannels(), STEM_KERNEL)
            .strided(2)
            .normalized(backbone.norm()));
    int in = backbone.stemChannels();
    for (int stage = 2; stage <= 5; stage++) {
      int out = stageChannels(config).get(stage - 2);
      for (int block = 0; block < backbone.blocks().get(stage - 2); block++) {
        int stride = stage > 2 && block == 0 ? 2 : 1;
        if (backbone.hasBottlenecks()) {
          bottleneck(stage, block, in, out, stride);
        } else {
          basicBlock(stage, block, in, out, stride);
        }
        if (in != out) {
          layers.add(
              Layer.of(LayerRole.SHORTCUT, in, out, 1, stage, block)
                  .strided(stride)
                  .normalized(backbone.norm()));
        }
        in = out;
      }
    }
  }

  private void bottleneck(int stage, int block, int in, int out, int stride) {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    int width = (backbone.groups() * backbone.widthPerGroup()) << (stage - 2);
    int stride1 = backbone.strideIn1x1() ? stride : 1;
    int stride2 = backbone.strideIn1x1() ? 1 : stride;
    layers.add(convolution(in, width, 1, stage, block, 1).strided(stride1));
    layers.add(
        convolution(width, width, 3, stage, block, 2).strided(stride2).grouped(backbone.groups()));
    layers.add(convolution(width, out, 1, stage, block, 3));
  }

  private void basicBlock(int stage, int block, int in, int out, int stride) {
    layers.add(convolution(in, out, 3, stage, block, 1).strided(stride));
    layers.add(convolution(out, out, 3, stage, block, 2));
  }

  private Layer convolution(int in, int out, int kernel, int... place) {
    return Layer.of(LayerRole.BLOCK_CONVOLUTION, in, out, kernel, place)
        .normalized(config.backbone().norm());
  }

  private void pyramid() {
    int channels = config.pyramid().channels();
    Norm norm = config.pyramid().norm();
    for (int level = 2; level <= 5; level++) {
      int in = stageChannels(config).get(level - 2);
      layers.add(Layer.of(LayerRole.LATERAL, in, channels, 1, level).normalized(norm));
      layers.add(Layer.of(LayerRole.LEVEL_OUTPUT, channels, channels, 3, level).normalized(norm));
    }
  }

  private void rpn() {
    int in = config.pyramid().channels();
    List<Integer> channels = config.rpn().convChannels();
    for (int i = 0; i < channels.size(); i++) {
      layers.add(Layer.of(LayerRole.RPN_CONVOLUTION, in, channels.get(i), 3, i));
      in = channels.get(i);
    }
    int anchors = config.rpn().anchorsPerCell();
    layers.add(Layer.of(LayerRole.OBJECTNESS, in, anchors, 1));
    layers.add(Layer.of(LayerRole.ANCHOR_DELTAS, in, anchors * 4, 1));
  }

  private void boxHead() {
    MaskRcnnConfig.BoxHead head = config.boxHead();
    int in = config.pyramid().channels();
    for (int i = 0; i < head.convs(); i++) {
      layers.add(
          Layer.of(LayerRole.BOX_CONVOLUTION, in, head.convChannels(), 3, i)
              .normalized(head.norm()));
      in = head.convChannels();
    }
    in *= head.pooler().bins() * head.pooler().bins();
    for (int i = 0; i < head.fcs(); i++) {
      layers.add(Layer.of(LayerRole.BOX_LINEAR, in, head.fcChannels(), 1, i));
      in = head.fcChannels();
    }
    int classes = config.classes().size();
    layers.add(Layer.of(LayerRole.CLASS_SCORES, in, classes + 1, 1));
    int boxes = head.classAgnostic() ? 1 : classes;
    layers.add(Layer.of(LayerRole.BOX_DELTAS, in, 4 * boxes, 1));
  }

  private void maskHead() {
    MaskRcnnConfig.MaskHead head = config.maskHead();
    int in = config.pyramid().channels();
    for (int i = 0; i < head.convs(); i++) {
      layers.add(
          Layer.of(LayerRole.MASK_CONVOLUTION, in, head.channels(), 3, i).normalized(head.norm()));
      in = head.channels();
    }
    layers.add(Layer.of(LayerRole.MASK_DECONVOLUTION, in, head.channels(), 2).strided(2));
    int outputs = head.classAgnostic() ? 1 : config.classes().size();
    layers.add(Layer.of(LayerRole.MASK_PREDICTOR, head.channels(), outputs, 1));
  }
}
