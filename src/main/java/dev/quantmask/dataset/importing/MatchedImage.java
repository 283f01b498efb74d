package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.geometry.ExifTransform;
import dev.quantmask.dataset.geometry.Shape;

/**
 * An image whose file is known.
 *
 * @param image its name below the folder of images
 * @param width of the upright image, as {@code height}
 * @param turn for shapes that were drawn on the image as stored; null for those drawn upright
 */
record MatchedImage(String fileName, int width, int height, ExifTransform turn) {
  Shape.Area upright(Shape.Area area) {
    return turn == null ? area : turn.turn(area);
  }
}
