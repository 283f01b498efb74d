package dev.quantmask.model.config;

import dev.quantmask.text.Text;
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
        Layer.convolution("backbone.stem", 3, backbone.stemChannels(), STEM_KERNEL)
            .strided(2)
            .withRelu()
            .normalized(backbone.norm()));
    int in = backbone.stemChannels();
    for (int stage = 0; stage < 4; stage++) {
      int out = stageChannels(config).get(stage);
      for (int block = 0; block < backbone.blocks().get(stage); block++) {
        String path = Text.format("backbone.res%d.%d", stage + 2, block);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        if (backbone.hasBottlenecks()) {
          bottleneck(
              path, in, (backbone.groups() * backbone.widthPerGroup()) << stage, out, stride);
        } else {
          basicBlock(path, in, out, stride);
        }
        if (in != out) {
          layers.add(
              Layer.convolution(path + ".shortcut", in, out, 1)
                  .strided(stride)
                  .normalized(backbone.norm()));
        }
        in = out;
      }
    }
  }

  private void bottleneck(String path, int in, int width, int out, int stride) {
    MaskRcnnConfig.Backbone backbone = config.backbone();
    int stride1 = backbone.strideIn1x1() ? stride : 1;
    int stride2 = backbone.strideIn1x1() ? 1 : stride;
    layers.add(
        Layer.convolution(path + ".conv1", in, width, 1)
            .strided(stride1)
            .withRelu()
            .normalized(backbone.norm()));
    layers.add(
        Layer.convolution(path + ".conv2", width, width, 3)
            .strided(stride2)
            .grouped(backbone.groups())
            .withRelu()
            .normalized(backbone.norm()));
    layers.add(
        Layer.convolution(path + ".conv3", width, out, 1).withRelu().normalized(backbone.norm()));
  }

  private void basicBlock(String path, int in, int out, int stride) {
    Norm norm = config.backbone().norm();
    layers.add(
        Layer.convolution(path + ".conv1", in, out, 3).strided(stride).withRelu().normalized(norm));
    layers.add(Layer.convolution(path + ".conv2", out, out, 3).withRelu().normalized(norm));
  }

  private void pyramid() {
    int channels = config.pyramid().channels();
    Norm norm = config.pyramid().norm();
    for (int level = 2; level <= 5; level++) {
      int in = stageChannels(config).get(level - 2);
      layers.add(Layer.convolution("fpn.lateral" + level, in, channels, 1).normalized(norm));
      layers.add(Layer.convolution("fpn.output" + level, channels, channels, 3).normalized(norm));
    }
  }

  private void rpn() {
    int in = config.pyramid().channels();
    List<Integer> channels = config.rpn().convChannels();
    for (int i = 0; i < channels.size(); i++) {
      layers.add(Layer.convolution("rpn.convs." + i, in, channels.get(i), 3).withRelu());
      in = channels.get(i);
    }
    int anchors = config.rpn().anchorsPerCell();
    layers.add(Layer.convolution("rpn.objectness", in, anchors, 1));
    layers.add(Layer.convolution("rpn.deltas", in, anchors * 4, 1));
  }

  private void boxHead() {
    MaskRcnnConfig.BoxHead head = config.boxHead();
    int in = config.pyramid().channels();
    for (int i = 0; i < head.convs(); i++) {
      layers.add(
          Layer.convolution("box_head.convs." + i, in, head.convChannels(), 3)
              .withRelu()
              .normalized(head.norm()));
      in = head.convChannels();
    }
    in *= head.pooler().bins() * head.pooler().bins();
    for (int i = 0; i < head.fcs(); i++) {
      layers.add(Layer.linear("box_head.fcs." + i, in, head.fcChannels()).withRelu());
      in = head.fcChannels();
    }
    int classes = config.classes().size();
    layers.add(Layer.linear("box_head.cls_score", in, classes + 1));
    layers.add(Layer.linear("box_head.bbox_pred", in, 4 * (head.classAgnostic() ? 1 : classes)));
  }

  private void maskHead() {
    MaskRcnnConfig.MaskHead head = config.maskHead();
    int in = config.pyramid().channels();
    for (int i = 0; i < head.convs(); i++) {
      layers.add(
          Layer.convolution("mask_head.convs." + i, in, head.channels(), 3)
              .withRelu()
              .normalized(head.norm()));
      in = head.channels();
    }
    layers.add(Layer.transposed("mask_head.deconv", in, head.channels()));
    int outputs = head.classAgnostic() ? 1 : config.classes().size();
    layers.add(Layer.predictor("mask_head.predictor", head.channels(), outputs));
  }
}
