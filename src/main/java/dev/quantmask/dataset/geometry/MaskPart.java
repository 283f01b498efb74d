package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.Rle;

/** One shape of an object, within the image. */
public record MaskPart(Shape.Area area, Rle mask) {
  /** Returns whether a polygon of COCO says all of it. */
  public boolean isPlainPolygon() {
    return area instanceof Shape.Polygon polygon && polygon.holes().isEmpty();
  }
}
