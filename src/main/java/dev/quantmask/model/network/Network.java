package dev.quantmask.model.network;

import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.TrainingConfig;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.weights.FoldedLayer;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/** Assembles the modules of src/main/torchscript from a configuration and folded layers. */
final class Network {
  private static final int SIZE_DIVISOR = 32;

  private final MaskRcnnConfig config;
  private final LayerFactory layers;
  private final Sequences sequences = new Sequences();

  private Network(MaskRcnnConfig config, LayerFactory layers) {
    this.config = config;
    this.layers = layers;
  }

  /** The root module, and the generated part of its source. */
  record Assembled(ScriptModule root, String sequences) {}

  /** Assembles the network from an image to detections. */
  static Assembled forDetection(MaskRcnnConfig config, LayerFactory layers) {
    Network network = new Network(config, layers);
    ScriptModule root = module("maskrcnn.MaskRCNN").set("preprocess", network.preprocess());
    network.setParts(root);
    root.set("clip_results", network.isDetectron2());
    return new Assembled(root, network.sequences.source());
  }

  /** The same with the layers in the precision of a plan. */
  static Assembled forDetection(
      MaskRcnnConfig config, List<FoldedLayer> layers, QuantizationPlan plan) {
    List<FoldedLayer> read =
        plan.scheme().readsImages() ? Uint8StemFolding.fold(layers, config) : layers;
    return forDetection(config, new InferenceLayerFactory(read, plan));
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
    return new Assembled(root, network.sequences.source());
  }

  private void setParts(ScriptModule root) {
    root.set("backbone", backbone())
        .set("fpn", pyramid())
        .set("rpn", rpn())
        .set("box_head", boxHead())
        .set("mask_head", maskHead());
  }

  private void setInput(ScriptModule root) {
    root.set("mean", floats(config.input().mean()))
        .set("deviation", floats(config.input().deviation()))
        .set("blue_first", config.input().blueFirst())
        .set("divisor", SIZE_DIVISOR);
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
        .set("divisor", SIZE_DIVISOR)
        .set("pillow", isDetectron2());
  }

  private ScriptModule backbone() {
    ScriptModule backbone = module("backbone.ResNet").set("stem", layer(LayerRole.STEM));
    for (int stage = 2; stage <= 5; stage++) {
      List<ScriptModule> blocks = new ArrayList<>();
      for (int i = 0; i < config.backbone().blocks().get(stage - 2); i++) {
        blocks.add(block(stage, i));
      }
      backbone.set("res" + stage, sequences.sequence("Res" + stage, blocks));
    }
    return backbone;
  }

  private ScriptModule block(int stage, int index) {
    boolean projected = layers.has(LayerRole.SHORTCUT.path(stage, index));
    boolean bottleneck = config.backbone().hasBottlenecks();
    String name = (projected ? "Projected" : "") + (bottleneck ? "Bottleneck" : "BasicBlock");
    ScriptModule block = module("backbone." + name);
    for (int i = 1; i <= (bottleneck ? 3 : 2); i++) {
      block.set("conv" + i, layer(LayerRole.BLOCK_CONVOLUTION, stage, index, i));
    }
    return projected ? block.set("shortcut", layer(LayerRole.SHORTCUT, stage, index)) : block;
  }

  private ScriptModule pyramid() {
    ScriptModule pyramid = module("fpn.FPN").set("average", config.pyramid().average());
    for (int level = 2; level <= 5; level++) {
      pyramid.set("lateral" + level, layer(LayerRole.LATERAL, level));
      pyramid.set("output" + level, layer(LayerRole.LEVEL_OUTPUT, level));
    }
    return pyramid;
  }

  private ScriptModule rpn() {
    MaskRcnnConfig.Rpn rpn = config.rpn();
    return module("rpn.RPN")
        .set("convs", sequence("RpnConvs", LayerRole.RPN_CONVOLUTION))
        .set("objectness", layer(LayerRole.OBJECTNESS))
        .set("deltas", layer(LayerRole.ANCHOR_DELTAS))
        .set("cell_anchors", AnchorGenerator.of(rpn, config.flavor()))
        .set("box_weights", floats(rpn.boxWeights()))
        .set("offset", rpn.anchorOffset())
        .set("stride_by_size", !isDetectron2())
        .set("rank_by_probability", !isDetectron2())
        .set("before_suppression", rpn.proposalsPerLevel())
        .set("after_suppression", rpn.proposals())
        .set("threshold", rpn.overlapThreshold())
        .set("min_size", rpn.minSize());
  }

  private ScriptModule boxHead() {
    MaskRcnnConfig.BoxHead head = config.boxHead();
    return module("box_head.BoxHead")
        .set("pooler", pooler(head.pooler()))
        .set("convs", sequence("BoxConvs", LayerRole.BOX_CONVOLUTION))
        .set("fcs", sequence("BoxFcs", LayerRole.BOX_LINEAR))
        .set("cls_score", layer(LayerRole.CLASS_SCORES))
        .set("bbox_pred", layer(LayerRole.BOX_DELTAS))
        .set("box_weights", floats(head.boxWeights()))
        .set("class_agnostic", head.classAgnostic())
        .set("score_threshold", head.scoreThreshold())
        .set("overlap_threshold", head.overlapThreshold())
        // Detectron2 takes every box; torchvision those with sides of 0.01 and more.
        .set("min_size", isDetectron2() ? -1.0 : Math.nextDown(1e-2f))
        .set("detections", head.detections());
  }

  private ScriptModule maskHead() {
    MaskRcnnConfig.MaskHead head = config.maskHead();
    return module("mask_head.MaskHead")
        .set("pooler", pooler(head.pooler()))
        .set("convs", sequence("MaskConvs", LayerRole.MASK_CONVOLUTION))
        .set("deconv", layer(LayerRole.MASK_DECONVOLUTION))
        .set("predictor_weight", layers.weight(LayerRole.MASK_PREDICTOR.path()))
        .set("predictor_bias", layers.bias(LayerRole.MASK_PREDICTOR.path()))
        .set("class_agnostic", head.classAgnostic());
  }

  private ScriptModule pooler(MaskRcnnConfig.Pooler pooler) {
    return module("pooler.Pooler")
        .set("bins", pooler.bins())
        .set("sampling", pooler.sampling())
        .set("aligned", pooler.aligned())
        .set("inner_epsilon", isDetectron2() ? 1e-8 : 0)
        .set("outer_epsilon", isDetectron2() ? 0 : 1e-6);
  }

  private ScriptModule sequence(String name, LayerRole role) {
    List<ScriptModule> elements = new ArrayList<>();
    while (layers.has(role.path(elements.size()))) {
      elements.add(layer(role, elements.size()));
    }
    return sequences.sequence(name, elements);
  }

  private ScriptModule layer(LayerRole role, int... place) {
    return layers.module(role.path(place));
  }

  private boolean isDetectron2() {
    return config.flavor() == Framework.DETECTRON2;
  }

  private static ScriptModule module(String name) {
    return new ScriptModule("__torch__." + name).set("training", false);
  }

  private static StoredTensor floats(List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return StoredTensor.of(array, array.length);
  }
}
