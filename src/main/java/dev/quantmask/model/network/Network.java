package dev.quantmask.model.network;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.RoiHeads;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.List;
import java.util.Map;

/** Assembles the modules of src/main/torchscript from a configuration and folded layers. */
final class Network {
  private final MaskRcnnConfig config;
  private final LayerFactory layers;
  private final Sequences sequences = new Sequences();

  private Network(MaskRcnnConfig config, LayerFactory layers) {
    this.config = config;
    this.layers = layers;
  }

  /** The root module, and its sources that differ between architectures. */
  record Assembled(ScriptModule root, Map<String, String> sources) {}

  /** Assembles the network from an image to detections. */
  static Assembled forDetection(MaskRcnnConfig config, LayerFactory layers) {
    Network network = new Network(config, layers);
    ScriptModule root = module("maskrcnn.MaskRCNN").set("preprocess", network.preprocess());
    network.setParts(root);
    root.set("clip_results", network.isDetectron2());
    return new Assembled(root, network.sources());
  }

  /** Assembles the network for detection, with the layers in the precision of a plan. */
  static Assembled forDetection(
      MaskRcnnConfig config, List<FoldedLayer> layers, QuantizationPlan plan) {
    List<FoldedLayer> folded =
        plan.scheme().readsImages() ? Uint8StemFolding.fold(layers, config) : layers;
    return forDetection(config, new InferenceLayerFactory(folded, plan));
  }

  /** Assembles the network from images and their ground truth to losses. */
  static Assembled forTraining(
      MaskRcnnConfig config, TrainingConfig.Losses losses, LayerFactory layers) {
    Network network = new Network(config, layers);
    ScriptModule root = module("training.Training");
    network.setParts(root);
    network.setInput(root);
    setRpnLosses(root, losses.rpn());
    setHeadLosses(root, losses.heads());
    root.set("background_class", config.classes().size())
        .set("stages_object_from", floats(overlaps(config.roiHeads())));
    return new Assembled(root, network.sources());
  }

  private Map<String, String> sources() {
    Map<String, String> sources = NetworkSources.variants(config);
    sources.put(Sequences.FILE, sequences.source());
    return sources;
  }

  private void setParts(ScriptModule root) {
    BackboneModules backbone = new BackboneModules(config.backbone(), layers, sequences);
    HeadModules heads = new HeadModules(config, layers, sequences, backbone);
    root.set("backbone", backbone.resnet(config.features().lastStage()))
        .set("fpn", pyramid())
        .set("rpn", rpn())
        .set("box_head", heads.boxHead())
        .set("mask_head", heads.maskHead());
  }

  private void setInput(ScriptModule root) {
    root.set("mean", floats(config.input().mean()))
        .set("deviation", floats(config.input().deviation()))
        .set("blue_first", config.input().blueFirst())
        .set("divisor", config.features().sizeDivisor());
  }

  private static void setRpnLosses(ScriptModule root, TrainingConfig.RpnLosses rpn) {
    root.set("rpn_background_below", rpn.matching().backgroundBelow())
        .set("rpn_object_from", rpn.matching().objectFrom())
        .set("rpn_batch", rpn.sampling().batch())
        .set("rpn_object_fraction", rpn.sampling().objectFraction())
        .set("rpn_beta", rpn.boxes().beta())
        .set("rpn_by_overlap", rpn.boxes().byOverlap())
        .set("rpn_weight", rpn.weight())
        .set("rpn_box_weight", rpn.boxes().weight());
  }

  private static List<Double> overlaps(RoiHeads heads) {
    return heads instanceof RoiHeads.Cascade cascade ? cascade.overlaps() : List.of();
  }

  private static void setHeadLosses(ScriptModule root, TrainingConfig.HeadLosses heads) {
    root.set("heads_background_below", heads.matching().backgroundBelow())
        .set("heads_object_from", heads.matching().objectFrom())
        .set("heads_batch", heads.sampling().batch())
        .set("heads_object_fraction", heads.sampling().objectFraction())
        .set("append_truth", heads.appendTruth())
        .set("heads_beta", heads.boxes().beta())
        .set("heads_by_overlap", heads.boxes().byOverlap())
        .set("heads_box_weight", heads.boxes().weight());
  }

  private ScriptModule preprocess() {
    MaskRcnnConfig.Input input = config.input();
    return module("preprocess.Preprocess")
        .set("mean", floats(input.mean()))
        .set("deviation", floats(input.deviation()))
        .set("min_size", input.minSize())
        .set("max_size", input.maxSize())
        .set("divisor", config.features().sizeDivisor())
        .set("pillow", isDetectron2());
  }

  private ScriptModule pyramid() {
    ScriptModule module = module("fpn.FPN");
    if (config.features() instanceof FeatureMaps.Pyramid pyramid) {
      module.set("average", pyramid.average());
      for (int level = 2; level <= 5; level++) {
        module.set("lateral" + level, layer(LayerRole.LATERAL, level));
        module.set("output" + level, layer(LayerRole.LEVEL_OUTPUT, level));
      }
    }
    return module;
  }

  private ScriptModule rpn() {
    MaskRcnnConfig.Rpn rpn = config.rpn();
    return module("rpn.RPN")
        .set("convs", sequences.sequence("RpnConvs", layers.row(LayerRole.RPN_CONVOLUTION)))
        .set("objectness", layer(LayerRole.OBJECTNESS))
        .set("deltas", layer(LayerRole.ANCHOR_DELTAS))
        .set("cell_anchors", AnchorGenerator.of(rpn, config.framework()))
        .set("box_weights", floats(rpn.boxWeights()))
        .set("first_stride", config.firstStride())
        .set("offset", rpn.anchorOffset())
        .set("stride_by_size", !isDetectron2())
        .set("rank_by_probability", !isDetectron2())
        .set("before_suppression", rpn.proposalsPerLevel())
        .set("after_suppression", rpn.proposals())
        .set("threshold", rpn.overlapThreshold())
        .set("min_size", rpn.minSize());
  }

  private ScriptModule layer(LayerRole role, int... place) {
    return layers.module(role.path(place));
  }

  private boolean isDetectron2() {
    return config.framework() == Framework.DETECTRON2;
  }

  static ScriptModule module(String name) {
    return new ScriptModule("__torch__." + name).set("training", false);
  }

  static StoredTensor floats(List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return StoredTensor.of(array, array.length);
  }
}
