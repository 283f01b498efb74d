package dev.quantmask.synthesis;

import java.awt.Color;

/**
 * Something that stands in a scene.
 *
 * @param objectClass null for scenery, which hides others and is not annotated
 * @param x of its middle in pixels, as {@code y}
 * @param size pixels of two of its units: about its longer side
 * @param turn clockwise, in radians
 * @param haze how much of its colour is lost to that of the air, 0 to 1
 * @param smearX how far it moves while the picture is taken, in pixels, as {@code smearY}
 * @param shadow how it touches the ground
 */
record Thing(
    ObjectClass objectClass,
    Sprite sprite,
    View view,
    Look look,
    double x,
    double y,
    double size,
    double turn,
    boolean mirrored,
    double haze,
    Color air,
    double smearX,
    double smearY,
    Shadow shadow) {

  enum Shadow {
    NONE,
    /** Under something that is seen from above. */
    BESIDE,
    /** At the feet of something that is seen from the side. */
    BELOW
  }

  static Thing object(
      ObjectClass objectClass, View view, Look look, double x, double y, double size) {
    Shadow shadow = view == View.TOP ? Shadow.BESIDE : Shadow.BELOW;
    return new Thing(
        objectClass,
        objectClass.sprite(),
        view,
        look,
        x,
        y,
        size,
        0,
        false,
        0,
        Color.BLACK,
        0,
        0,
        objectClass.flies() && view != View.TOP ? Shadow.NONE : shadow);
  }

  static Thing scenery(Sprite sprite, View view, Look look, double x, double y, double size) {
    Shadow shadow = view == View.TOP ? Shadow.BESIDE : Shadow.BELOW;
    return new Thing(null, sprite, view, look, x, y, size, 0, false, 0, Color.BLACK, 0, 0, shadow);
  }

  Thing turned(double angle) {
    return new Thing(
        objectClass,
        sprite,
        view,
        look,
        x,
        y,
        size,
        angle,
        mirrored,
        haze,
        air,
        smearX,
        smearY,
        shadow);
  }

  Thing mirrored(boolean mirror) {
    return new Thing(
        objectClass,
        sprite,
        view,
        look,
        x,
        y,
        size,
        turn,
        mirror,
        haze,
        air,
        smearX,
        smearY,
        shadow);
  }

  Thing hazed(double part, Color colour) {
    return new Thing(
        objectClass,
        sprite,
        view,
        look,
        x,
        y,
        size,
        turn,
        mirrored,
        part,
        colour,
        smearX,
        smearY,
        shadow);
  }

  Thing smeared(double dx, double dy) {
    return new Thing(
        objectClass, sprite, view, look, x, y, size, turn, mirrored, haze, air, dx, dy, shadow);
  }

  boolean isAnnotated() {
    return objectClass != null;
  }
}
