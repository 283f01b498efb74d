package dev.quantmask.maskrcnn;

import dev.quantmask.torchscript.ScriptModule;
import dev.quantmask.torchscript.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assembles the modules of src/main/torchscript from a configuration and folded layers. */
final class Network {
  private static final int SIZE_DIVISOR = 32;

  private final MaskRcnnConfig config;
  private final LayerModules layerModules;
  private final Map<String, FoldedLayer> layers = new HashMap<>();
  private final Sequences sequences = new Sequences();

  private Network(MaskRcnnConfig config, List<FoldedLayer> layers, Scheme scheme) {
    this.config = config;
    this.layerModules = new LayerModules(scheme);
    layers.forEach(folded -> this.layers.put(folded.layer().path(), folded));
  }

  /** The root module, and the generated part of its source. */
  record Assembled(ScriptModule root, String sequences) {}

  static Assembled assemble(MaskRcnnConfig config, List<FoldedLayer> layers, Scheme scheme) {
    Network network = new Network(config, layers, scheme);
    return new Assembled(network.root(), network.sequences.source());
  }

  private ScriptModule root() {
    return module("maskrcnn.MaskRCNN")
        .set("preprocess", preprocess())
        .set("backbone", backbone())
        .set("fpn", pyramid())
        .set("rpn", rpn())
        .set("box_head", boxHead())
        .set("mask_head", maskHead())
        .set("clip_results", isDetectron2());
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
    ScriptModule backbone = module("backbone.ResNet").set("stem", layer("backbone.stem"));
    for (int stage = 2; stage <= 5; stage++) {
      List<ScriptModule> blocks = new ArrayList<>();
      for (int i = 0; i < config.backbone().blocks().get(stage - 2); i++) {
        blocks.add(block("backbone.res%d.%d".formatted(stage, i)));
      }
      backbone.set("res" + stage, sequences.sequence("Res" + stage, blocks));
    }
    return backbone;
  }

  private ScriptModule block(String path) {
    boolean projected = layers.containsKey(path + ".shortcut");
    boolean bottleneck = config.backbone().hasBottlenecks();
    String name = (projected ? "Projected" : "") + (bottleneck ? "Bottleneck" : "BasicBlock");
    ScriptModule block = module("backbone." + name);
    block.set("conv1", layer(path + ".conv1")).set("conv2", layer(path + ".conv2"));
    if (bottleneck) {
      block.set("conv3", layer(path + ".conv3"));
    }
    return projected ? block.set("shortcut", layer(path + ".shortcut")) : block;
  }

  private ScriptModule pyramid() {
    ScriptModule pyramid = module("fpn.FPN").set("average", config.pyramid().average());
    for (int level = 2; level <= 5; level++) {
      pyramid.set("lateral" + level, layer("fpn.lateral" + level));
      pyramid.set("output" + level, layer("fpn.output" + level));
    }
    return pyramid;
  }

  private ScriptModule rpn() {
    MaskRcnnConfig.Rpn rpn = config.rpn();
    return module("rpn.RPN")
        .set("convs", sequence("RpnConvs", "rpn.convs"))
        .set("objectness", layer("rpn.objectness"))
        .set("deltas", layer("rpn.deltas"))
        .set("cell_anchors", CellAnchors.of(rpn, config.flavor()))
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
        .set("convs", sequence("BoxConvs", "box_head.convs"))
        .set("fcs", sequence("BoxFcs", "box_head.fcs"))
        .set("cls_score", layer("box_head.cls_score"))
        .set("bbox_pred", layer("box_head.bbox_pred"))
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
    FoldedLayer predictor = layers.get("mask_head.predictor");
    return module("mask_head.MaskHead")
        .set("pooler", pooler(head.pooler()))
        .set("convs", sequence("MaskConvs", "mask_head.convs"))
        .set("deconv", layer("mask_head.deconv"))
        .set("predictor_weight", predictor.weight())
        .set("predictor_bias", predictor.bias())
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

  private ScriptModule sequence(String name, String path) {
    List<ScriptModule> elements = new ArrayList<>();
    while (layers.containsKey(path + "." + elements.size())) {
      elements.add(layer(path + "." + elements.size()));
    }
    return sequences.sequence(name, elements);
  }

  private ScriptModule layer(String path) {
    return layerModules.module(layers.get(path));
  }

  private boolean isDetectron2() {
    return config.flavor() == Flavor.DETECTRON2;
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
