package dev.quantmask.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Seen from a car: a road in perspective, and what is on it and beside it. */
final class Race {
  private static final double EYE_HEIGHT = 2.2;
  private static final double SMALLEST = 14;
  private static final double SCENERY_METRES = 3;

  private final RandomSource dice;
  private final FrameSize size;
  private final Perspective perspective;
  private final Road road;
  private final RaceGround.Palette palette;

  private Race(RandomSource dice, FrameSize size) {
    this.dice = dice;
    this.size = size;
    double focal = size.height() * dice.between(0.8, 1.1);
    double horizon = size.height() * dice.between(0.3, 0.42);
    this.perspective = new Perspective(focal, horizon, EYE_HEIGHT);
    this.road = new Road(perspective, size.width() / 2.0, dice.between(-0.035, 0.035));
    this.palette = RaceGround.Palette.roll(dice);
  }

  static Scene roll(RandomSource dice, FrameSize size) {
    Race race = new Race(dice, size);
    List<SceneObject> things = race.rollThings();
    RaceGround ground = new RaceGround(race.palette, race.road, dice, size);
    double vanishX = size.width() / 2.0;
    Scene.Depth depth =
        new Scene.Depth(vanishX, race.perspective.horizon(), Race::metres, SCENERY_METRES);
    return new Scene(ground, things, true, depth);
  }

  private List<SceneObject> rollThings() {
    List<SceneObject> rolled = new ArrayList<>();
    addScenery(rolled);
    rolled.addAll(new Crowd(dice).gather(this::place, this::object));
    Perspective.sort(rolled, Race::metres, SCENERY_METRES);
    return rolled;
  }

  /** Cars are seen from behind: two units are their width. Others are larger than in life. */
  private static double metres(ObjectClass objectClass) {
    return objectClass.metres() * (objectClass == ObjectClass.VEHICLE ? 0.62 : 1.1);
  }

  private Place place(ObjectClass objectClass) {
    double depth = dice.logBetween(4.2, 22);
    if (objectClass.metres() < 1.6) { // it would be a few pixels only
      depth = Math.min(depth, dice.between(5, 15));
    }
    double pixelsPerMetre = perspective.pixelsPerMetre(depth);
    double pixels = Math.max(metres(objectClass) * pixelsPerMetre, SMALLEST * size.scale());
    double room = Math.min(Road.HALF + 2, 0.47 * size.width() / pixelsPerMetre);
    double x = road.middle(depth) + dice.between(-room, room) * pixelsPerMetre;
    double y =
        objectClass.flies()
            ? perspective.horizon() + dice.between(-0.8, 1.2) * pixelsPerMetre
            : perspective.standing(depth, objectClass.feet(View.FRONT), pixels);
    return new Place(x, y, pixels);
  }

  private SceneObject object(ObjectClass objectClass, Place place) {
    Look look = objectClass.rollLook(dice);
    Pose turned = Pose.rollTurn(dice, objectClass, Math.PI, 0.2);
    Pose pose = turned.mirrored(dice.chance(0.5));
    if (dice.chance(0.15)) {
      pose = pose.smearedSideways(place.size() * dice.between(0.04, 0.12));
    }
    double haze = Math.max(0, Math.min(0.4, 0.4 - place.size() / (160 * size.scale())));
    return SceneObject.object(objectClass, View.FRONT, look, place, pose)
        .in(new Haze(haze * 0.7, palette.sky()));
  }

  private void addScenery(List<SceneObject> to) {
    int count = dice.integer(3, 9);
    List<Scenery> kinds =
        List.of(Scenery.TREE, Scenery.BUSH, Scenery.ROCK, Scenery.LAMP, Scenery.SIGN);
    for (int i = 0; i < count; i++) {
      double depth = dice.logBetween(6, 45);
      double pixelsPerMetre = perspective.pixelsPerMetre(depth);
      Scenery kind = dice.pick(kinds);
      double metres = (kind == Scenery.TREE ? 6 : 3) * dice.between(0.7, 1.1);
      double pixels = metres * pixelsPerMetre;
      double beside = dice.sign() * (Road.HALF + dice.between(1.5, 7)) * pixelsPerMetre;
      Place place =
          new Place(road.middle(depth) + beside, perspective.standing(depth, 0.96, pixels), pixels);
      Look look = Look.roll(dice, 0.1, 0.4);
      to.add(
          SceneObject.scenery(kind, View.FRONT, look, place, Pose.UPRIGHT)
              .in(new Haze(Math.min(0.6, depth / 80), palette.sky())));
    }
  }
}
