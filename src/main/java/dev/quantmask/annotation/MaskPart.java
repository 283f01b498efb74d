package dev.quantmask.annotation;

import dev.quantmask.coco.Rle;

/** One shape of an object, within the picture. */
record MaskPart(Shape.Area area, Rle mask) {
  /** Whether a polygon of COCO says all of it. */
  boolean isPlainPolygon() {
    return area instanceof Shape.Polygon polygon && polygon.holes().isEmpty();
  }
}
