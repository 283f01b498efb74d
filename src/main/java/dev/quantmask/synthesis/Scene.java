package dev.quantmask.synthesis;

import java.util.List;

/** A kind of game: what its ground looks like, and how things stand in it. */
sealed interface Scene permits Arena, SideScroller, Corridor, Race {
  /** Paints all of the canvas. */
  void paintGround(Canvas canvas);

  /** Objects and scenery, from the back to the front. */
  List<Thing> things();

  /** Whether it may rain or snow in it. */
  boolean isOutdoors();

  /** The scene of a frame; all kinds are equally frequent. */
  static Scene roll(Dice dice, int width, int height) {
    return switch (dice.integer(0, 3)) {
      case 0 -> new Arena(dice, width, height);
      case 1 -> new SideScroller(dice, width, height);
      case 2 -> new Corridor(dice, width, height);
      default -> new Race(dice, width, height);
    };
  }
}
