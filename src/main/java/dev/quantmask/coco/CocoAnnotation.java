package dev.quantmask.coco;

import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Segmentation;

/**
 * An object in an image.
 *
 * @param segmentation {@link Polygons#NONE} if the object has a box only
 * @param area of the object, in pixels; it decides whether the object is small, medium or large;
 *     NaN while it is not known
 * @param crowd a region of many objects that were not told apart
 */
public record CocoAnnotation(
    long id,
    long imageId,
    long categoryId,
    Segmentation segmentation,
    double area,
    CocoBox box,
    boolean crowd) {
  CocoAnnotation withIds(long own, long image, long category) {
    return new CocoAnnotation(own, image, category, segmentation, area, box, crowd);
  }

  CocoAnnotation withArea(double other) {
    return new CocoAnnotation(id, imageId, categoryId, segmentation, other, box, crowd);
  }
}
