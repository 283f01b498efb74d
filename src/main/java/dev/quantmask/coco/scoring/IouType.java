package dev.quantmask.coco.scoring;

/** Names what is compared. */
public enum IouType {
  /** Boxes. */
  BBOX,
  /** Masks. */
  SEGM,
  /** Masks and their boundaries: the lesser of the two overlaps. */
  BOUNDARY;

  /** Returns whether segmentations are needed. */
  boolean usesMasks() {
    return this != BBOX;
  }
}
