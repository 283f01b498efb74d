package dev.quantmask.model.network;

import dev.quantmask.model.config.FeatureMaps;
import dev.quantmask.model.config.Framework;
import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.config.RoiHeads;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.pytorch.archive.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/** Assembles what looks at regions. */
final class HeadModules {
  private final MaskRcnnConfig config;
  private final LayerFactory layers;
  private final Sequences sequences;
  private final ScriptModule boxPooler;
  private final ScriptModule maskPooler;

  HeadModules(
      MaskRcnnConfig config, LayerFactory layers, Sequences sequences, BackboneModules backbone) {
    this.config = config;
    this.layers = layers;
    this.sequences = sequences;
    if (config.roiHeads() instanceof RoiHeads.Res5) {
      boxPooler = res5Pooler(backbone);
      maskPooler = boxPooler;
    } else {
      boxPooler = pooler("pooler.Pooler", config.boxHead().pooler());
      maskPooler = pooler("pooler.Pooler", config.maskHead().pooler());
    }
  }

  ScriptModule boxHead() {
    if (config.roiHeads() instanceof RoiHeads.Cascade cascade) {
      return cascade(cascade);
    }
    MaskRcnnConfig.BoxHead head = config.boxHead();
    return boxLayers(Network.module("box_head.BoxHead").set("pooler", boxPooler), Layer.NO_CASCADE)
        .set("box_weights", Network.floats(head.boxWeights()))
        .set("class_agnostic", head.classAgnostic())
        .set("averaged", config.roiHeads() instanceof RoiHeads.Res5)
        .set("selection", selection());
  }

  private ScriptModule cascade(RoiHeads.Cascade cascade) {
    List<ScriptModule> stages = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int stage = 0; stage < cascade.stages(); stage++) {
      stages.add(boxLayers(Network.module("box_head.Stage"), stage));
      weights.addAll(cascade.boxWeights().get(stage));
    }
    StoredTensor flat = Network.floats(weights);
    float[] values = flat.values().get().toFloats();
    return Network.module("box_head.BoxHead")
        .set("pooler", boxPooler)
        .set("stages", sequences.boxStages("BoxStages", stages))
        .set("box_weights", StoredTensor.of(values, cascade.stages(), 4))
        .set("selection", selection());
  }

  private ScriptModule boxLayers(ScriptModule module, int number) {
    return module
        .set("convs", sequence("BoxConvs", LayerRole.BOX_CONVOLUTION, number))
        .set("fcs", sequence("BoxFcs", LayerRole.BOX_LINEAR, number))
        .set("cls_score", layers.module(LayerRole.CLASS_SCORES.pathIn(number)))
        .set("bbox_pred", layers.module(LayerRole.BOX_DELTAS.pathIn(number)));
  }

  /** All stages of a cascade are of one class, which is written once. */
  private ScriptModule sequence(String name, LayerRole role, int number) {
    return sequences.sequence(name, layers.row(role, number));
  }

  private ScriptModule selection() {
    MaskRcnnConfig.BoxHead head = config.boxHead();
    return Network.module("selection.Selection")
        .set("score_threshold", head.scoreThreshold())
        .set("overlap_threshold", head.overlapThreshold())
        // Detectron2 takes every box; torchvision those with sides of 0.01 and more.
        .set("min_size", isDetectron2() ? -1.0 : Math.nextDown(1e-2f))
        .set("detections", head.detections());
  }

  ScriptModule maskHead() {
    return Network.module("mask_head.MaskHead")
        .set("pooler", maskPooler)
        .set("convs", sequences.sequence("MaskConvs", layers.row(LayerRole.MASK_CONVOLUTION)))
        .set("deconv", layers.module(LayerRole.MASK_DECONVOLUTION.path()))
        .set("predictor_weight", layers.weight(LayerRole.MASK_PREDICTOR.path()))
        .set("predictor_bias", layers.bias(LayerRole.MASK_PREDICTOR.path()))
        .set("class_agnostic", config.maskHead().classAgnostic());
  }

  /** Both heads read what the same last stage makes of regions. */
  private ScriptModule res5Pooler(BackboneModules backbone) {
    MaskRcnnConfig.Pooler pooler = config.boxHead().pooler();
    return Network.module("pooler.Pooler")
        .set("align", pooler("aligned_pooler.Pooler", pooler))
        .set("res5", backbone.res5OfHeads())
        .set("bins", (pooler.bins() + 1) / 2)
        .share();
  }

  private ScriptModule pooler(String className, MaskRcnnConfig.Pooler pooler) {
    FeatureMaps features = config.features();
    int firstLevel = Integer.numberOfTrailingZeros(config.firstStride());
    return Network.module(className)
        .set("bins", pooler.bins())
        .set("sampling", pooler.sampling())
        .set("aligned", pooler.aligned())
        .set("inner_epsilon", isDetectron2() ? 1e-8 : 0)
        .set("outer_epsilon", isDetectron2() ? 0 : 1e-6)
        .set("first_level", firstLevel)
        .set("last_level", firstLevel + features.pooledLevels() - 1);
  }

  private boolean isDetectron2() {
    return config.framework() == Framework.DETECTRON2;
  }
}
