package dev.quantmask.synthesis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Seen by somebody within: floor, ceiling, two walls and a far end in the dark. */
final class Corridor implements Scene {
  private static final double FAR = 13;
  private static final double EYE_HEIGHT = 1.7;
  private static final double CEILING = 2.4; // above the eye

  private final Dice dice;
  private final int width;
  private final int height;
  private final double focal;
  private final double vanishX;
  private final double vanishY;
  private final double half; // of the width, in metres
  private final Color wall;
  private final Color floor;
  private final Color air;

  Corridor(Dice dice, int width, int height) {
    this.dice = dice;
    this.width = width;
    this.height = height;
    this.focal = height * dice.between(0.75, 0.95);
    this.vanishX = width * dice.between(0.38, 0.62);
    this.vanishY = height * dice.between(0.38, 0.52);
    this.half = dice.between(3, 4.6);
    this.wall = dice.colour(0, 1, 0.22, dice.between(0.42, 0.7));
    this.floor = dice.colour(0, 1, 0.15, dice.between(0.35, 0.6));
    this.air = dice.colour(0, 1, 0.35, dice.between(0.08, 0.4));
  }

  @Override
  public void paintGround(Canvas canvas) {
    Noise noise = new Noise(dice.salt());
    double lampEvery = dice.between(2.5, 4);
    boolean bricks = dice.chance(0.5);
    int ceiling = Colours.scaleRgb(wall.getRGB(), 0.6);
    canvas.paint(
        (x, y) -> {
          double u = (x + 0.5 - vanishX) / focal;
          double v = (y + 0.5 - vanishY) / focal;
          double toWall = half / Math.max(1e-6, Math.abs(u));
          double toFlat = (v > 0 ? EYE_HEIGHT : CEILING) / Math.max(1e-6, Math.abs(v));
          double depth = Math.min(toWall, toFlat);
          if (depth > FAR) {
            return Colours.mixRgb(wall.getRGB(), air.getRGB(), 0.8);
          }
          double lit = 0.75 + 0.35 * Math.abs(Math.cos(Math.PI * depth / lampEvery));
          int rgb;
          if (toWall < toFlat) {
            rgb = bricks(noise, wall.getRGB(), depth, v * depth, bricks ? 0.55 : 1.6, 1.5 / focal);
          } else if (v > 0) {
            rgb = bricks(noise, floor.getRGB(), depth, u * depth, 1.1, 1.5 / focal);
          } else {
            boolean lamp = Math.abs(u * depth) < 0.5 && (depth / lampEvery + 0.5) % 1 < 0.28;
            rgb = lamp ? 0xfff4d8 : bricks(noise, ceiling, depth, u * depth, 2.2, 1.5 / focal);
          }
          return Colours.mixRgb(Colours.scaleRgb(rgb, lit), air.getRGB(), haze(depth) * 1.3);
        });
  }

  /** Joints stay visible as long as they are wider than a pixel, which is deeper at depth. */
  private static int bricks(
      Noise noise, int rgb, double along, double across, double size, double pixel) {
    double v = across / (size * 0.6) + 100;
    int row = (int) v;
    double u = along / size + 0.5 * (row % 2);
    double joint = Math.max(0.05, pixel * along / size);
    boolean inJoint = u % 1 < joint || v % 1 < joint;
    double shade = 0.84 + 0.2 * noise.lattice((int) u, row) + 0.12 * noise.smooth(u * 4, v * 4);
    return Colours.scaleRgb(rgb, inJoint ? 0.62 : shade);
  }

  private static double haze(double depth) {
    return Math.min(0.6, 0.05 * depth);
  }

  @Override
  public List<Thing> things() {
    List<Thing> things = new ArrayList<>();
    addPillars(things);
    Crowd crowd = new Crowd(dice);
    for (ObjectClass objectClass : crowd.roll()) {
      double[] place = crowd.place(() -> place(objectClass));
      if (place != null) {
        things.add(object(objectClass, place));
      }
    }
    // What is larger for its kind is nearer; feet tell the depth of what stands.
    things.sort(Comparator.comparingDouble(this::nearness));
    return things;
  }

  private double nearness(Thing thing) {
    return thing.size() / (thing.isAnnotated() ? metres(thing.objectClass()) : 2.4);
  }

  /** Cars are seen from behind: two units are their width. */
  private static double metres(ObjectClass objectClass) {
    return objectClass.metres() * (objectClass == ObjectClass.VEHICLE ? 0.6 : 0.9);
  }

  private double[] place(ObjectClass objectClass) {
    double depth = dice.logBetween(2.2, 10.5);
    double pixelsPerMetre = focal / depth;
    double size = metres(objectClass) * pixelsPerMetre;
    double room = Math.max(0.5, half - metres(objectClass) * 0.45);
    double x = vanishX + dice.between(-room, room) * pixelsPerMetre;
    double y =
        objectClass.flies()
            ? vanishY + dice.between(-1.0, 1.0) * pixelsPerMetre
            : vanishY + EYE_HEIGHT * pixelsPerMetre - objectClass.feet(View.FRONT) * size / 2;
    return new double[] {x, y, Math.max(size, 14 * height / 360.0)};
  }

  private Thing object(ObjectClass objectClass, double[] place) {
    Look look = objectClass.rollLook(dice);
    double turn =
        switch (objectClass) {
          case PROJECTILE -> dice.between(-Math.PI, Math.PI);
          case DRONE, PICKUP -> dice.between(-0.2, 0.2);
          case PLAYER, ENEMY, VEHICLE, CRATE, TURRET -> 0;
        };
    double depth = focal * metres(objectClass) / place[2];
    Thing thing =
        Thing.object(objectClass, View.FRONT, look, place[0], place[1], place[2])
            .turned(turn)
            .mirrored(dice.chance(0.5))
            .hazed(haze(depth) * 0.8, air);
    if (objectClass == ObjectClass.PROJECTILE && dice.chance(0.3)) {
      double way = place[2] * dice.between(0.05, 0.14);
      return thing.smeared(way * Math.cos(turn), way * Math.sin(turn));
    }
    return thing;
  }

  private void addPillars(List<Thing> things) {
    int count = dice.integer(0, 5);
    for (int i = 0; i < count; i++) {
      double depth = dice.logBetween(2.5, 11);
      double pixelsPerMetre = focal / depth;
      boolean pillar = dice.chance(0.6);
      Scenery kind =
          pillar ? Scenery.PILLAR : dice.pick(List.of(Scenery.ROCK, Scenery.LAMP, Scenery.SIGN));
      double metres = pillar ? EYE_HEIGHT + CEILING : 1.4;
      double size = (pillar ? 0.92 : 1) * metres * pixelsPerMetre;
      double x = vanishX + dice.sign() * half * dice.between(0.7, 0.95) * pixelsPerMetre;
      double y = vanishY + EYE_HEIGHT * pixelsPerMetre - 0.98 * size / 2;
      Thing thing =
          Thing.scenery(kind, View.FRONT, Look.roll(dice, 0, 1), x, y, size)
              .hazed(haze(depth), air);
      things.add(thing);
    }
  }

  @Override
  public boolean isOutdoors() {
    return false;
  }
}
