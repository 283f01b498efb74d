package dev.quantmask.dataset.format;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Segmentation;

/**
 * An object in an image, in pixels of the upright image.
 *
 * @param area of the mask, in pixels
 * @param box around the mask
 * @param score of a detection, 0 to 1; NaN for an object that a person drew
 */
public record ObjectAnnotation(
    String label, boolean crowd, Segmentation segmentation, long area, CocoBox box, double score) {
  /** An object that a person drew. */
  public ObjectAnnotation(
      String label, boolean crowd, Segmentation segmentation, long area, CocoBox box) {
    this(label, crowd, segmentation, area, box, Double.NaN);
  }

  public boolean isDetection() {
    return !Double.isNaN(score);
  }
}
