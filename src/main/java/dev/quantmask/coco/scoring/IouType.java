package dev.quantmask.coco.scoring;

/** What is compared. */
public enum IouType {
  /** Boxes. */
  BBOX,
  /** Masks. */
  SEGM,
  /** Masks and their boundaries: the lesser of the two overlaps. */
  BOUNDARY;

  /** Whether segmentations are needed. */
  public boolean usesMasks() {
    return this != BBOX;
  }
}
