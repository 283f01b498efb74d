package dev.quantmask.coco.scoring;

/** What is compared. */
public enum IouType {
  /** Boxes. */
  BBOX,
  /** Masks. */
  SEGM;

  /** Whether segmentations are needed. */
  public boolean usesMasks() {
    return this != BBOX;
  }
}
