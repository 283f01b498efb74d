package dev.quantmask.dataset.synthetic;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Holds what is to be seen.
 *
 * @param things objects and scenery, from the back to the front
 * @param outdoors whether it may rain or snow
 * @param depth null where everything is as far away
 */
record Scene(Canvas.Painting ground, List<SceneObject> things, boolean outdoors, Depth depth) {
  /**
   * Where things go to that move away, and which are nearer.
   *
   * @param x of the vanishing point, in pixels, as {@code y}
   * @param metres of the size of an object
   */
  record Depth(double x, double y, ToDoubleFunction<ObjectClass> metres, double ofScenery) {}

  /** Makes a scene of one of the four kinds of games, which are equally frequent. */
  static Scene roll(RandomSource dice, FrameSize size) {
    return switch (dice.integer(0, 3)) {
      case 0 -> Arena.roll(dice, size);
      case 1 -> SideScroller.roll(dice, size);
      case 2 -> Corridor.roll(dice, size);
      default -> Race.roll(dice, size);
    };
  }
}
