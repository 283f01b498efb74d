package dev.quantmask.model.network;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerCatalog;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.RoiHeads;
import dev.quantmask.model.quantization.Scheme;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes what the convolutions and linear layers of a network read for an image, in the order of
 * the computation. The mask head's last product is none of them: it is computed for the predicted
 * class only, as a batch of products.
 */
final class LayerRuns {
  // Padding, when the first convolution reads bytes and normalizes them.
  private static final int IMAGE_MARGIN = 3;

  private final MaskRcnnConfig config;
  private final NetworkSizes sizes;
  private final boolean readsImages;
  private final List<LayerRun> runs = new ArrayList<>();
  private int stride = 1; // of what the next layer of the backbone reads
  private int blockStride = 1; // of what its block reads

  private LayerRuns(MaskRcnnConfig config, NetworkSizes sizes, boolean readsImages) {
    this.config = config;
    this.sizes = sizes;
    this.readsImages = readsImages;
  }

  static List<LayerRun> of(MaskRcnnConfig config, Scheme scheme, NetworkSizes sizes) {
    boolean readsImages = scheme.readsImages() && config.framework() == Framework.DETECTRON2;
    LayerRuns runs = new LayerRuns(config, sizes, readsImages);
    measured(config).forEach(runs::add);
    return List.copyOf(runs.runs);
  }

  /** Returns the layers whose runs are measured. */
  static List<Layer> measured(MaskRcnnConfig config) {
    return LayerCatalog.layers(config).stream()
        .filter(layer -> layer.kind() != Layer.Kind.PREDICTOR)
        .toList();
  }

  private void add(Layer layer) {
    switch (layer.role().part()) {
      case BACKBONE -> addOfBackbone(layer);
      case PYRAMID -> addOfPyramid(layer);
      case RPN -> addOfLevels(layer);
      case BOX_HEAD -> addOfBoxHead(layer);
      case MASK_HEAD -> addOfRegions(layer, sizes.detections(), maskBins());
    }
  }

  private void addOfBackbone(Layer layer) {
    switch (layer.role()) {
      case STEM -> addStem(layer);
      case SHORTCUT -> addOfMap(layer, blockStride, 1);
      case OFFSETS -> addStrided(layer);
      default -> addOfBlock(layer);
    }
  }

  private void addStem(Layer layer) {
    int margin = readsImages ? 2 * IMAGE_MARGIN : 0;
    add(layer, 1, sizes.height() + margin, sizes.width() + margin, !readsImages);
    stride = 2 * layer.stride(); // and a pooling
  }

  private void addOfBlock(Layer layer) {
    if (layer.at(2) == 1) {
      blockStride = stride;
    }
    if (layer.isDeformable()) {
      addOfMap(layer, stride, layer.kernel()); // its offsets have made the step
    } else {
      addStrided(layer);
    }
  }

  private void addStrided(Layer layer) {
    addOfMap(layer, stride, 1);
    stride *= layer.stride();
  }

  /** The layer reads a map of that stride, whose sides are enlarged by sampling. */
  private void addOfMap(Layer layer, int mapStride, int enlarged) {
    int height = enlarged * cells(sizes.height(), mapStride);
    add(layer, 1, height, enlarged * cells(sizes.width(), mapStride), false);
  }

  private void addOfPyramid(Layer layer) {
    int level = layer.at(0);
    boolean merged = layer.role() == LayerRole.LEVEL_OUTPUT;
    add(layer, 1, sizes.height() >> level, sizes.width() >> level, merged);
  }

  private void addOfLevels(Layer layer) {
    boolean hidden =
        config.rpn().convChannels().size() > 0
            && !(layer.role() == LayerRole.RPN_CONVOLUTION && layer.isFirst());
    for (int level = 0; level < config.features().levels(); level++) {
      int mapStride = config.firstStride() << level;
      boolean signed = !hidden && hasPyramid();
      add(layer, 1, cells(sizes.height(), mapStride), cells(sizes.width(), mapStride), signed);
    }
  }

  /** Every layer that halves a side rounds up. */
  private static int cells(int side, int mapStride) {
    return (side + mapStride - 1) / mapStride;
  }

  private boolean hasPyramid() {
    return config.features() instanceof FeatureMaps.Pyramid;
  }

  private void addOfBoxHead(Layer layer) {
    switch (layer.role()) {
      case HEAD_CONVOLUTION, HEAD_SHORTCUT -> addOfHeadStage(layer);
      default -> addOfRegions(layer, sizes.proposals(), config.boxHead().pooler().bins());
    }
  }

  /** The backbone's last stage sees the proposals, and then the detections. */
  private void addOfHeadStage(Layer layer) {
    int bins = config.boxHead().pooler().bins();
    boolean strided = config.backbone().strideIn1x1() && layer.role() == LayerRole.HEAD_CONVOLUTION;
    boolean halved =
        layer.at(0) > 0
            || layer.role() == LayerRole.HEAD_CONVOLUTION && layer.at(1) > (strided ? 1 : 2);
    int side = halved ? cells(bins, 2) : bins;
    add(layer, sizes.proposals(), side, side, false);
    add(layer, sizes.detections(), side, side, false);
  }

  private int maskBins() {
    int bins = config.maskHead().pooler().bins();
    return config.roiHeads() instanceof RoiHeads.Res5 ? cells(bins, 2) : bins;
  }

  /** Returns whether the layer is the first of its head; others read what has passed a ReLU. */
  private boolean readsPyramid(Layer layer) {
    MaskRcnnConfig.BoxHead box = config.boxHead();
    if (!hasPyramid()) {
      return false; // the backbone's stages end with a ReLU
    }
    return switch (layer.role()) {
      case BOX_CONVOLUTION, MASK_CONVOLUTION -> layer.isFirst();
      case BOX_LINEAR -> layer.isFirst() && box.convs() == 0;
      case CLASS_SCORES, BOX_DELTAS -> box.convs() == 0 && box.fcs() == 0;
      case MASK_DECONVOLUTION -> config.maskHead().convs() == 0;
      default -> false;
    };
  }

  private void addOfRegions(Layer layer, int regions, int bins) {
    boolean signed = readsPyramid(layer);
    if (layer.kind() != Layer.Kind.LINEAR) {
      add(layer, regions, bins, bins, signed);
    } else if (regions > 0) {
      runs.add(new LayerRun(layer.path(), List.of(regions, layer.in()), signed));
    }
  }

  private void add(Layer layer, int count, int height, int width, boolean signed) {
    if (count > 0) {
      List<Integer> shape = List.of(count, layer.in(), height, width);
      runs.add(new LayerRun(layer.path(), shape, signed));
    }
  }
}
