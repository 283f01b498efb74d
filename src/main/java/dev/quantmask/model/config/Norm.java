package dev.quantmask.model.config;

/** Names what normalizes the output of a convolution. */
public enum Norm {
  NONE,
  /** Batch norm, frozen or not: with running statistics it is an affine map, and is folded in. */
  BATCH,
  /** GroupNorm of 32 groups: depends on the image, and stays. */
  GROUP;

  /** Of a GroupNorm, as in Detectron2. */
  public static final int GROUPS = 32;
}
