package dev.quantmask.dataset.synthetic;

import java.awt.Color;

/**
 * Air between a thing and the eye.
 *
 * @param part of the thing's colour that is lost to the air's, 0 to 1
 */
record Haze(double part, Color air) {
  static final Haze NONE = new Haze(0, Color.BLACK);
}
