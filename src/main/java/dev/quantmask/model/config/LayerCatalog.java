package dev.quantmask.model.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
    if (config.features() instanceof FeatureMaps.Pyramid pyramid) {
      architecture.pyramid(pyramid);
    }
    architecture.rpn();
    architecture.boxHeads();
    architecture.maskHead();
    return List.copyOf(architecture.layers);
  }

  private void backbone() {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    layers.add(
        Layer.of(LayerRole.STEM, 3, backbone.stemChannels(), STEM_KERNEL)
            .strided(2)
            .normalized(backbone.norm()));
    for (int stage = 2; stage <= config.features().lastStage(); stage++) {
      stage(stage);
    }
  }

  private void stage(int stage) {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    int in = stage == 2 ? backbone.stemChannels() : backbone.channels(stage - 1);
    int out = backbone.channels(stage);
    for (int block = 0; block < blocks(stage); block++) {
      int stride = block == 0 ? backbone.strideOf(stage) : 1;
      if (backbone.hasBottlenecks()) {
        bottleneck(stage, block, in, out, stride);
      } else {
        basicBlock(stage, block, in, out, stride);
      }
      if (in != out) {
        layers.add(shortcut(stage, block, in, out).strided(stride).normalized(backbone.norm()));
      }
      in = out;
    }
  }

  private boolean isInHead(int stage) {
    return stage > config.features().lastStage();
  }

  /** Res5ROIHeads has three blocks at any depth. */
  private int blocks(int stage) {
    return isInHead(stage) ? 3 : config.backbone().blocks().get(stage - 2);
  }

  private Layer shortcut(int stage, int block, int in, int out) {
    return isInHead(stage)
        ? Layer.of(LayerRole.HEAD_SHORTCUT, in, out, 1, block)
        : Layer.of(LayerRole.SHORTCUT, in, out, 1, stage, block);
  }

  private void bottleneck(int stage, int block, int in, int out, int stride) {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    int width = (backbone.groups() * backbone.widthPerGroup()) << (stage - 2);
    int stride1 = backbone.strideIn1x1() ? stride : 1;
    int stride2 = backbone.strideIn1x1() ? 1 : stride;
    int dilation = backbone.dilation(stage);
    layers.add(convolution(in, width, 1, stage, block, 1).strided(stride1));
    Layer second = convolution(width, width, 3, stage, block, 2).grouped(backbone.groups());
    if (backbone.deformable().isIn(stage) && !isInHead(stage)) {
      int channels = backbone.deformable().channels();
      layers.add(
          Layer.of(LayerRole.OFFSETS, width, channels, 3, stage, block, 2)
              .strided(stride2)
              .dilated(dilation));
      layers.add(second.gathered());
    } else {
      layers.add(second.strided(stride2).dilated(dilation));
    }
    layers.add(convolution(width, out, 1, stage, block, 3));
  }

  private void basicBlock(int stage, int block, int in, int out, int stride) {
    layers.add(convolution(in, out, 3, stage, block, 1).strided(stride));
    layers.add(convolution(out, out, 3, stage, block, 2));
  }

  private Layer convolution(int in, int out, int kernel, int stage, int block, int number) {
    Layer layer =
        isInHead(stage)
            ? Layer.of(LayerRole.HEAD_CONVOLUTION, in, out, kernel, block, number)
            : Layer.of(LayerRole.BLOCK_CONVOLUTION, in, out, kernel, stage, block, number);
    return layer.normalized(config.backbone().norm());
  }

  private void pyramid(FeatureMaps.Pyramid pyramid) {
    int channels = pyramid.channels();
    for (int level = 2; level <= 5; level++) {
      int in = config.backbone().channels(level);
      layers.add(Layer.of(LayerRole.LATERAL, in, channels, 1, level).normalized(pyramid.norm()));
      layers.add(
          Layer.of(LayerRole.LEVEL_OUTPUT, channels, channels, 3, level)
              .normalized(pyramid.norm()));
    }
  }

  private void rpn() {
    int in = config.featureChannels();
    List<Integer> channels = config.rpn().convChannels();
    for (int i = 0; i < channels.size(); i++) {
      layers.add(Layer.of(LayerRole.RPN_CONVOLUTION, in, channels.get(i), 3, i));
      in = channels.get(i);
    }
    int anchors = config.rpn().anchorsPerCell();
    layers.add(Layer.of(LayerRole.OBJECTNESS, in, anchors, 1));
    layers.add(Layer.of(LayerRole.ANCHOR_DELTAS, in, anchors * 4, 1));
  }

  private void boxHeads() {
    int channels = config.featureChannels();
    if (config.roiHeads() instanceof RoiHeads.Cascade cascade) {
      IntStream.range(0, cascade.stages()).forEach(stage -> boxHead(channels, stage));
    } else if (config.roiHeads() instanceof RoiHeads.Res5) {
      stage(5);
      boxHead(config.backbone().channels(5), Layer.NO_CASCADE);
    } else {
      boxHead(channels, Layer.NO_CASCADE);
    }
  }

  private void boxHead(int inputs, int number) {
    MaskRcnnConfig.BoxHead head = config.boxHead();
    List<Layer> of = new ArrayList<>();
    int in = inputs;
    for (int i = 0; i < head.convs(); i++) {
      of.add(
          Layer.of(LayerRole.BOX_CONVOLUTION, in, head.convChannels(), 3, i)
              .normalized(head.norm()));
      in = head.convChannels();
    }
    if (!(config.roiHeads() instanceof RoiHeads.Res5)) {
      in *= head.pooler().bins() * head.pooler().bins();
    }
    for (int i = 0; i < head.fcs(); i++) {
      of.add(Layer.of(LayerRole.BOX_LINEAR, in, head.fcChannels(), 1, i));
      in = head.fcChannels();
    }
    int classes = config.classes().size();
    of.add(Layer.of(LayerRole.CLASS_SCORES, in, classes + 1, 1));
    int boxes = head.classAgnostic() ? 1 : classes;
    of.add(Layer.of(LayerRole.BOX_DELTAS, in, 4 * boxes, 1));
    of.forEach(layer -> layers.add(layer.inBoxHead(number)));
  }

  private void maskHead() {
    MaskRcnnConfig.MaskHead head = config.maskHead();
    int in =
        config.roiHeads() instanceof RoiHeads.Res5
            ? config.backbone().channels(5)
            : config.featureChannels();
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
