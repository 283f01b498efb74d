package dev.quantmask.model.network;

import dev.quantmask.model.config.Layer;
import dev.quantmask.model.config.LayerRole;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.pytorch.archive.ScriptModule;
import java.util.ArrayList;
import java.util.List;

/** Assembles a ResNet, and res5 for heads that use it (Res5ROIHeads). */
final class BackboneModules {
  private final MaskRcnnConfig.Backbone config;
  private final LayerFactory layers;
  private final Sequences sequences;

  BackboneModules(MaskRcnnConfig.Backbone config, LayerFactory layers, Sequences sequences) {
    this.config = config;
    this.layers = layers;
    this.sequences = sequences;
  }

  /** Builds the stem and the stages up to the last one. */
  ScriptModule resnet(int lastStage) {
    ScriptModule resnet =
        Network.module("resnet.ResNet").set("stem", layers.module(LayerRole.STEM.path()));
    for (int stage = 2; stage <= lastStage; stage++) {
      List<ScriptModule> blocks = new ArrayList<>();
      for (int i = 0; i < config.blocks().get(stage - 2); i++) {
        blocks.add(block(stage, i));
      }
      resnet.set("res" + stage, sequences.sequence("Res" + stage, blocks));
    }
    return resnet;
  }

  private ScriptModule block(int stage, int index) {
    boolean projected = layers.has(LayerRole.SHORTCUT.path(stage, index));
    boolean deformable = layers.has(LayerRole.OFFSETS.path(stage, index, 2));
    ScriptModule block = Network.module(className(projected, deformable));
    for (int i = 1; i <= (config.hasBottlenecks() ? 3 : 2); i++) {
      block.set("conv" + i, layers.module(LayerRole.BLOCK_CONVOLUTION.path(stage, index, i)));
    }
    if (deformable) {
      Layer offsets = layers.layer(LayerRole.OFFSETS.path(stage, index, 2));
      block.set("conv2_offset", layers.module(offsets.path())).set("sampling", sampling(offsets));
    }
    return projected
        ? block.set("shortcut", layers.module(LayerRole.SHORTCUT.path(stage, index)))
        : block;
  }

  private String className(boolean projected, boolean deformable) {
    String kind = config.hasBottlenecks() ? "Bottleneck" : "BasicBlock";
    String name = deformable ? "Deformable" + kind : kind;
    return (deformable ? "deformable." : "backbone.") + (projected ? "Projected" + name : name);
  }

  private ScriptModule sampling(Layer offsets) {
    return Network.module("deformable.Sampling")
        .set("stride", offsets.stride())
        .set("padding", offsets.padding())
        .set("dilation", offsets.dilation())
        .set("groups", config.deformable().groups())
        .set("modulated", config.deformable().modulated());
  }

  /** Builds the last stage, which heads run on regions. */
  ScriptModule res5OfHeads() {
    List<ScriptModule> blocks = new ArrayList<>();
    while (layers.has(LayerRole.HEAD_CONVOLUTION.path(blocks.size(), 1))) {
      int index = blocks.size();
      boolean projected = layers.has(LayerRole.HEAD_SHORTCUT.path(index));
      ScriptModule block = Network.module(className(projected, false));
      for (int i = 1; i <= 3; i++) {
        block.set("conv" + i, layers.module(LayerRole.HEAD_CONVOLUTION.path(index, i)));
      }
      if (projected) {
        block.set("shortcut", layers.module(LayerRole.HEAD_SHORTCUT.path(index)));
      }
      blocks.add(block);
    }
    return sequences.sequence("Res5", blocks);
  }
}
