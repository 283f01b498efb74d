package dev.quantmask.coco.mask;

import java.util.List;

/**
 * Outlines in pixels; together they are the object. Not for objects with holes.
 *
 * @param rings each {@code [x0, y0, x1, y1, ...]}, not closed
 */
public record Polygons(List<double[]> rings) implements Segmentation {
  /** Of an object that has a box only. */
  public static final Polygons NONE = new Polygons(List.of());

  private static final int LEAST_NUMBERS = 5; // pycocotools takes four for a box, and fails

  public Polygons {
    rings = List.copyOf(rings);
  }

  @Override
  public boolean isEmpty() {
    return rings.isEmpty();
  }

  /**
   * Decodes as pycocotools: only the first ring must be a polygon, later ones may be points or
   * lines.
   */
  @Override
  public Rle decode(int imageHeight, int imageWidth) {
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("expected a polygon, found none");
    }
    if (rings.get(0).length < LEAST_NUMBERS) {
      throw new IllegalArgumentException(
          "expected at least 6 numbers in the first polygon, found " + rings.get(0).length);
    }
    return Rle.fromPolygons(imageHeight, imageWidth, rings);
  }

  @Override
  public CocoBox box() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double[] ring : rings) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        left = Math.min(left, ring[i]);
        right = Math.max(right, ring[i]);
        top = Math.min(top, ring[i + 1]);
        bottom = Math.max(bottom, ring[i + 1]);
      }
    }
    if (left > right) {
      throw new IllegalArgumentException("expected a polygon, found none");
    }
    return new CocoBox(left, top, right - left, bottom - top);
  }
}
