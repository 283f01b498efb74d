package dev.quantmask.benchmark;

import dev.quantmask.model.network.NetworkPhase;

/**
 * Names what a request consists of.
 *
 * <p>Layers are convolutions and linear layers with what is computed between them: ReLU, residual
 * sums, and in 8 bits the ranges and the rounding.
 */
public enum Phase {
  DECODE("decode", false),
  INPUT("resize, normalize", false),
  BACKBONE("backbone", true),
  FEATURE_PYRAMID("feature pyramid", true),
  PROPOSAL_LAYERS("RPN layers", true),
  PROPOSALS("proposals, NMS", false),
  POOLING("RoIAlign", false),
  BOX_LAYERS("box head layers", true),
  DETECTIONS("boxes, NMS", false),
  MASK_LAYERS("mask head layers", true),
  REST("rest of the network", false),
  MASKS("paste, RLE", false),
  JSON("JSON", false);

  private final String label;
  private final boolean layers;

  Phase(String label, boolean layers) {
    this.label = label;
    this.layers = layers;
  }

  /** Returns the label for people. */
  public String label() {
    return label;
  }

  /** Returns whether it is layers; else it is what comes on top of them. */
  public boolean isLayers() {
    return layers;
  }

  static Phase of(NetworkPhase phase) {
    return switch (phase) {
      case INPUT -> INPUT;
      case BACKBONE -> BACKBONE;
      case FEATURE_PYRAMID -> FEATURE_PYRAMID;
      case PROPOSAL_LAYERS -> PROPOSAL_LAYERS;
      case PROPOSALS -> PROPOSALS;
      case BOX_POOLING, MASK_POOLING -> POOLING;
      case BOX_LAYERS -> BOX_LAYERS;
      case DETECTIONS -> DETECTIONS;
      case MASK_LAYERS -> MASK_LAYERS;
      case MASKS -> REST;
    };
  }
}
