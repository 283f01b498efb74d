package dev.quantmask.model.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;

/** Says which maps of the backbone the proposals and the heads read. */
@JsonTypeInfo(use = Id.NAME, property = "kind", defaultImpl = FeatureMaps.Pyramid.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = FeatureMaps.Pyramid.class, name = "fpn"),
  @JsonSubTypes.Type(value = FeatureMaps.SingleMap.class, name = "single")
})
public sealed interface FeatureMaps {

  /** Says how many maps proposals are made from. */
  int levels();

  /** Says how many maps regions are pooled from: the first ones of all. */
  int pooledLevels();

  /** Sides of the network's input are a multiple of it. */
  int sizeDivisor();

  /** Says which stage is the backbone's last. */
  int lastStage();

  /** Says how many channels every map has. */
  int channels(MaskRcnnConfig.Backbone backbone);

  /** Says how many pixels of the network's input are one of the first map, along each axis. */
  int firstStride(MaskRcnnConfig.Backbone backbone);

  /** Feature pyramid: p2 to p6, regions are pooled from p2 to p5. */
  record Pyramid(int channels, Norm norm, boolean average) implements FeatureMaps {
    @Override
    public int levels() {
      return 5;
    }

    @Override
    public int pooledLevels() {
      return 4;
    }

    @Override
    public int sizeDivisor() {
      return 32;
    }

    @Override
    public int lastStage() {
      return 5;
    }

    @Override
    public int channels(MaskRcnnConfig.Backbone backbone) {
      return channels;
    }

    @Override
    public int firstStride(MaskRcnnConfig.Backbone backbone) {
      return 4;
    }
  }

  /**
   * The output of one stage (C4: res4, DC5: res5).
   *
   * @param stage of the backbone, after which there is none
   */
  record SingleMap(int stage) implements FeatureMaps {
    @Override
    public int levels() {
      return 1;
    }

    @Override
    public int pooledLevels() {
      return 1;
    }

    @Override
    public int sizeDivisor() {
      return 1;
    }

    @Override
    public int lastStage() {
      return stage;
    }

    @Override
    public int channels(MaskRcnnConfig.Backbone backbone) {
      return backbone.channels(stage);
    }

    @Override
    public int firstStride(MaskRcnnConfig.Backbone backbone) {
      return backbone.stride(stage);
    }
  }
}
