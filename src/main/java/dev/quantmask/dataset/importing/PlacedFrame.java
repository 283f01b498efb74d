package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.geometry.ExifTransform;
import dev.quantmask.dataset.geometry.Shape;

/**
 * A frame whose picture is known.
 *
 * @param picture its name below the folder of pictures
 * @param width of the upright picture, as {@code height}
 * @param turn for shapes that were drawn on the picture as stored; null for those drawn upright
 */
record PlacedFrame(String picture, int width, int height, ExifTransform turn) {
  Shape.Area upright(Shape.Area area) {
    return turn == null ? area : turn.turn(area);
  }
}
