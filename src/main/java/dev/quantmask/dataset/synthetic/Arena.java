package dev.quantmask.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Seen from above: sand, grass, plates or stone, with rocks, pillars and trees. */
final class Arena {
  private static final double SMALLEST = 14;
  private static final double LARGEST = 250;

  private final RandomSource dice;
  private final FrameSize size;
  private final ArenaGround.Palette palette;

  private Arena(RandomSource dice, FrameSize size) {
    this.dice = dice;
    this.size = size;
    this.palette = ArenaGround.Palette.roll(dice);
  }

  static Scene roll(RandomSource dice, FrameSize size) {
    Arena arena = new Arena(dice, size);
    List<SceneObject> things = arena.rollThings();
    ArenaGround ground = new ArenaGround(arena.palette, dice, size);
    return new Scene(ground, things, !arena.palette.tiled(), null);
  }

  private List<SceneObject> rollThings() {
    List<SceneObject> low = new ArrayList<>();
    List<SceneObject> high = new ArrayList<>();
    addScenery(low, high);
    Crowd crowd = new Crowd(dice);
    double pixelsPerMetre = dice.logBetween(15, 42) * size.scale();
    for (SceneObject thing : crowd.gather(it -> place(it, pixelsPerMetre), this::object)) {
      (thing.flies() ? high : low).add(thing);
    }
    low.addAll(high);
    return low;
  }

  private Place place(ObjectClass objectClass, double pixelsPerMetre) {
    double metres = objectClass.metres() * dice.between(0.8, 1.3);
    double pixels = Math.max(SMALLEST * size.scale(), metres * pixelsPerMetre);
    return new Place(
        dice.between(0, size.width()),
        dice.between(0, size.height()),
        Math.min(pixels, LARGEST * size.scale()));
  }

  private SceneObject object(ObjectClass objectClass, Place place) {
    Look look = objectClass.rollLook(dice);
    double most = objectClass == ObjectClass.PICKUP ? 0.3 : Math.PI;
    Pose pose = Pose.turned(dice.between(-most, most));
    boolean moves = objectClass == ObjectClass.VEHICLE || objectClass == ObjectClass.PROJECTILE;
    if (moves && dice.chance(0.35)) {
      pose = pose.smearedAlong(place.size() * dice.between(0.05, 0.16));
    }
    return SceneObject.object(objectClass, View.TOP, look, place, pose);
  }

  /** Rocks are below everything, the tops of others may be above walkers. */
  private void addScenery(List<SceneObject> low, List<SceneObject> high) {
    int count = dice.integer(2, 9);
    List<Scenery> kinds =
        palette.tiled()
            ? List.of(Scenery.PILLAR, Scenery.LAMP, Scenery.ROCK)
            : List.of(Scenery.ROCK, Scenery.BUSH, Scenery.TREE);
    for (int i = 0; i < count; i++) {
      Scenery kind = dice.pick(kinds);
      double pixels = dice.between(24, 90) * size.scale();
      Look look = Look.roll(dice, 0.2, 0.4);
      Place place =
          new Place(dice.between(0, size.width()), dice.between(0, size.height()), pixels);
      Pose pose = kind == Scenery.PILLAR ? Pose.UPRIGHT : Pose.turned(dice.between(-3, 3));
      boolean above = kind != Scenery.ROCK && dice.chance(0.5);
      (above ? high : low).add(SceneObject.scenery(kind, View.TOP, look, place, pose));
    }
  }
}
