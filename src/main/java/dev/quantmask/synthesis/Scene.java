package dev.quantmask.synthesis;

import java.util.List;

/** A kind of game: what its ground looks like, and how things stand in it. */
sealed interface Scene permits Arena, SideScroller, Corridor, Race {
  Canvas.Painting ground();

  /** Objects and scenery, from the back to the front. */
  List<Thing> things();

  /** Whether it may rain or snow in it. */
  boolean isOutdoors();

  /** The scene of a frame; all kinds are equally frequent. */
  static Scene roll(Dice dice, FrameSize size) {
    return switch (dice.integer(0, 3)) {
      case 0 -> new Arena(dice, size);
      case 1 -> new SideScroller(dice, size);
      case 2 -> new Corridor(dice, size);
      default -> new Race(dice, size);
    };
  }
}
