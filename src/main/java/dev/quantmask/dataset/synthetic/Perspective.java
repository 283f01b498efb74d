package dev.quantmask.dataset.synthetic;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Level ground, seen along it.
 *
 * @param focal pixels of a metre at a depth of one
 * @param horizon pixels from the upper border
 * @param eyeHeight metres above the ground
 */
record Perspective(double focal, double horizon, double eyeHeight) {
  double pixelsPerMetre(double depth) {
    return focal / depth;
  }

  /**
   * Returns where the middle of a thing is that stands on the ground; its feet in units, as its
   * size.
   */
  double standing(double depth, double feet, double size) {
    return horizon + eyeHeight * pixelsPerMetre(depth) - feet * size / 2;
  }

  /**
   * What is larger for its kind is nearer.
   *
   * @param metres of the size of an object
   */
  static void sort(
      List<SceneObject> things, ToDoubleFunction<ObjectClass> metres, double ofScenery) {
    things.sort(
        Comparator.comparingDouble(
            thing ->
                thing.place().size()
                    / (thing.isAnnotated()
                        ? metres.applyAsDouble(thing.objectClass())
                        : ofScenery)));
  }
}
