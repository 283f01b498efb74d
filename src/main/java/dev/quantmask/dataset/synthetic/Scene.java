package dev.quantmask.dataset.synthetic;

import java.util.List;

/**
 * Holds what is to be seen.
 *
 * @param things objects and scenery, from the back to the front
 * @param outdoors whether it may rain or snow
 */
record Scene(Canvas.Painting ground, List<SceneObject> things, boolean outdoors) {
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
