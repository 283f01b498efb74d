package dev.quantmask.model.network;

/** Names what a network does with an image, in this order; measured.py has a time for each. */
public enum NetworkPhase {
  /** Resizing, normalizing, padding. */
  INPUT,
  BACKBONE,
  FEATURE_PYRAMID,
  /** Convolutions of the region proposal network, on all levels. */
  PROPOSAL_LAYERS,
  /** Proposals of all levels, overlapping ones suppressed. */
  PROPOSALS,
  /** RoIAlign of the proposals, and the table of all levels that it reads. */
  BOX_POOLING,
  BOX_LAYERS,
  /** Boxes from what the layers say, overlapping ones suppressed. */
  DETECTIONS,
  MASK_POOLING,
  /** The last one for the class of each detection only. */
  MASK_LAYERS,
  /** Probabilities; boxes in pixels of the image. */
  MASKS
}
