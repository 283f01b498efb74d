package dev.quantmask.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Seen by somebody within: floor, ceiling, two walls and a far end in the dark. */
final class Corridor {
  static final double EYE_HEIGHT = 1.7;
  static final double CEILING = 2.4; // above the eye

  private static final double SMALLEST = 14;
  private static final double SCENERY_METRES = 2.4;

  private final RandomSource dice;
  private final FrameSize size;
  private final Perspective perspective;
  private final double vanishX;
  private final double half; // of the width, in metres
  private final CorridorGround.Palette palette;

  private Corridor(RandomSource dice, FrameSize size) {
    this.dice = dice;
    this.size = size;
    double focal = size.height() * dice.between(0.75, 0.95);
    this.vanishX = size.width() * dice.between(0.38, 0.62);
    double vanishY = size.height() * dice.between(0.38, 0.52);
    this.perspective = new Perspective(focal, vanishY, EYE_HEIGHT);
    this.half = dice.between(3, 4.6);
    this.palette = CorridorGround.Palette.roll(dice);
  }

  static Scene roll(RandomSource dice, FrameSize size) {
    Corridor corridor = new Corridor(dice, size);
    List<SceneObject> things = corridor.rollThings();
    CorridorGround ground =
        new CorridorGround(
            corridor.palette, corridor.perspective, corridor.vanishX, corridor.half, dice);
    Scene.Depth depth =
        new Scene.Depth(
            corridor.vanishX, corridor.perspective.horizon(), Corridor::metres, SCENERY_METRES);
    return new Scene(ground, things, false, depth);
  }

  /** The part of a colour that the air takes. */
  static double haze(double depth) {
    return Math.min(0.6, 0.05 * depth);
  }

  private List<SceneObject> rollThings() {
    List<SceneObject> rolled = new ArrayList<>();
    addScenery(rolled);
    rolled.addAll(new Crowd(dice).gather(this::place, this::object));
    Perspective.sort(rolled, Corridor::metres, SCENERY_METRES);
    return rolled;
  }

  /** Cars are seen from behind: two units are their width. */
  private static double metres(ObjectClass objectClass) {
    return objectClass.metres() * (objectClass == ObjectClass.VEHICLE ? 0.6 : 0.9);
  }

  private Place place(ObjectClass objectClass) {
    double depth = dice.logBetween(2.2, 10.5);
    double pixelsPerMetre = perspective.pixelsPerMetre(depth);
    double pixels = metres(objectClass) * pixelsPerMetre;
    double room = Math.max(0.5, half - metres(objectClass) * 0.45);
    double x = vanishX + dice.between(-room, room) * pixelsPerMetre;
    double y =
        objectClass.flies()
            ? perspective.horizon() + dice.between(-1.0, 1.0) * pixelsPerMetre
            : perspective.standing(depth, objectClass.feet(View.FRONT), pixels);
    return new Place(x, y, Math.max(pixels, SMALLEST * size.scale()));
  }

  private SceneObject object(ObjectClass objectClass, Place place) {
    Look look = objectClass.rollLook(dice);
    Pose turned = Pose.rollTurn(dice, objectClass, Math.PI, 0.2);
    Pose pose = turned.mirrored(dice.chance(0.5));
    if (objectClass == ObjectClass.PROJECTILE && dice.chance(0.3)) {
      pose = pose.smearedAlong(place.size() * dice.between(0.05, 0.14));
    }
    double depth = perspective.focal() * metres(objectClass) / place.size();
    return SceneObject.object(objectClass, View.FRONT, look, place, pose)
        .in(new Haze(haze(depth) * 0.8, palette.air()));
  }

  /** Pillars from the floor to the ceiling, and smaller things, along the walls. */
  private void addScenery(List<SceneObject> to) {
    int count = dice.integer(0, 5);
    for (int i = 0; i < count; i++) {
      double depth = dice.logBetween(2.5, 11);
      double pixelsPerMetre = perspective.pixelsPerMetre(depth);
      boolean pillar = dice.chance(0.6);
      Scenery kind =
          pillar ? Scenery.PILLAR : dice.pick(List.of(Scenery.ROCK, Scenery.LAMP, Scenery.SIGN));
      double metres = pillar ? 0.92 * (EYE_HEIGHT + CEILING) : 1.4;
      double pixels = metres * pixelsPerMetre;
      double x = vanishX + dice.sign() * half * dice.between(0.7, 0.95) * pixelsPerMetre;
      Place place = new Place(x, perspective.standing(depth, 0.98, pixels), pixels);
      Look look = Look.roll(dice, 0, 1);
      to.add(
          SceneObject.scenery(kind, View.FRONT, look, place, Pose.UPRIGHT)
              .in(new Haze(haze(depth), palette.air())));
    }
  }
}
