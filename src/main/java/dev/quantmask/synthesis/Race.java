package dev.quantmask.synthesis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A road in perspective, which bends, with fields, hills and a sky. */
final class Race implements Scene {
  private static final double EYE_HEIGHT = 2.2;
  private static final double ROAD = 5.5; // half of its width, in metres

  private final Dice dice;
  private final int width;
  private final int height;
  private final double focal;
  private final double horizon;
  private final double bend;
  private final Color sky;
  private final Color field;
  private final Color tar;

  Race(Dice dice, int width, int height) {
    this.dice = dice;
    this.width = width;
    this.height = height;
    this.focal = height * dice.between(0.8, 1.1);
    this.horizon = height * dice.between(0.3, 0.42);
    this.bend = dice.between(-0.035, 0.035);
    this.sky = dice.colour(0.52, 0.7, dice.between(0.15, 0.55), dice.between(0.5, 1));
    this.field = dice.colour(0.08, 0.4, 0.4, dice.between(0.4, 0.65));
    this.tar = dice.colour(0.55, 0.7, 0.08, dice.between(0.28, 0.5));
  }

  /** Where the middle of the road is, in pixels, at a depth in metres. */
  private double middle(double depth) {
    return width / 2.0 + focal * bend * depth * 0.35;
  }

  @Override
  public void paintGround(Canvas canvas) {
    Noise noise = new Noise(dice.salt());
    int glow = Colours.mix(sky, dice.colour(0.02, 0.15, 0.3, 1), 0.6).getRGB();
    int hills = Colours.mix(sky, field, 0.5).getRGB();
    double offset = dice.between(0, 20);
    canvas.paint(
        (x, y) -> {
          if (y < horizon) {
            double rise = 0.16 * height * noise.rough(x / (120 * canvas.scale()), 3);
            if (y > horizon - rise) {
              return Colours.scaleRgb(hills, 0.75 + 0.3 * (horizon - y) / rise);
            }
            double cloud = noise.rough(x / (110 * canvas.scale()), y / (24 * canvas.scale()));
            int rgb = Colours.mixRgb(sky.getRGB(), glow, y / horizon);
            return Colours.mixRgb(rgb, 0xffffff, 1.5 * (cloud - 0.58));
          }
          double depth = focal * EYE_HEIGHT / (y - horizon + 0.8);
          double across = (x - middle(depth)) * depth / focal;
          double along = depth + offset;
          int rgb = ground(noise, across, along);
          return Colours.mixRgb(rgb, glow, Math.min(0.7, depth / 120));
        });
  }

  private int ground(Noise noise, double across, double along) {
    double off = Math.abs(across);
    if (off > ROAD + 0.6) {
      double tone = (along / 5) % 2 < 1 ? 0.95 : 1.08;
      double tuft = 0.85 + 0.3 * noise.smooth(across * 1.4, along * 1.4);
      return Colours.scaleRgb(field.getRGB(), tone * (along < 45 ? tuft : 1));
    }
    if (off > ROAD) {
      return (along / 1.5) % 2 < 1 ? 0xc8342c : 0xe8e4dc;
    }
    if (off > ROAD - 0.3 && off < ROAD - 0.12) {
      return 0xd8d8d0;
    }
    boolean lane = Math.abs(off - ROAD / 3) < 0.09 && along % 6 < 3;
    if (lane) {
      return 0xd8d8d0;
    }
    double grain = along < 40 ? noise.smooth(across * 2.2, along * 0.7) : 0.5;
    return Colours.scaleRgb(tar.getRGB(), 0.9 + 0.2 * grain);
  }

  @Override
  public List<Thing> things() {
    List<Thing> things = new ArrayList<>();
    addRoadside(things);
    Crowd crowd = new Crowd(dice);
    for (ObjectClass objectClass : crowd.roll()) {
      double[] place = crowd.place(() -> place(objectClass));
      if (place != null) {
        things.add(object(objectClass, place));
      }
    }
    things.sort(Comparator.comparingDouble(this::nearness));
    return things;
  }

  private double nearness(Thing thing) {
    return thing.size() / (thing.isAnnotated() ? metres(thing.objectClass()) : 3);
  }

  /** Cars are seen from behind: two units are their width. Others are larger than in life. */
  private static double metres(ObjectClass objectClass) {
    return objectClass.metres() * (objectClass == ObjectClass.VEHICLE ? 0.62 : 1.1);
  }

  private double[] place(ObjectClass objectClass) {
    double depth = dice.logBetween(4.2, 22);
    if (objectClass.metres() < 1.6) {
      depth = Math.min(depth, dice.between(5, 15));
    }
    double pixelsPerMetre = focal / depth;
    double size = Math.max(metres(objectClass) * pixelsPerMetre, 14 * height / 360.0);
    double room = Math.min(ROAD + 2, 0.47 * width / pixelsPerMetre);
    double x = middle(depth) + dice.between(-room, room) * pixelsPerMetre;
    double y =
        objectClass.flies()
            ? horizon + dice.between(-0.8, 1.2) * pixelsPerMetre
            : horizon + EYE_HEIGHT * pixelsPerMetre - objectClass.feet(View.FRONT) * size / 2;
    return new double[] {x, y, size};
  }

  private Thing object(ObjectClass objectClass, double[] place) {
    Look look = objectClass.rollLook(dice);
    double turn =
        switch (objectClass) {
          case PROJECTILE -> dice.between(-Math.PI, Math.PI);
          case DRONE, PICKUP -> dice.between(-0.2, 0.2);
          case PLAYER, ENEMY, VEHICLE, CRATE, TURRET -> 0;
        };
    double haze = Math.max(0, Math.min(0.4, 0.4 - place[2] / (160 * height / 360.0)));
    Thing thing =
        Thing.object(objectClass, View.FRONT, look, place[0], place[1], place[2])
            .turned(turn)
            .mirrored(dice.chance(0.5))
            .hazed(haze * 0.7, sky);
    if (dice.chance(0.15)) {
      return thing.smeared(place[2] * dice.between(0.04, 0.12), 0);
    }
    return thing;
  }

  private void addRoadside(List<Thing> things) {
    int count = dice.integer(3, 9);
    List<Scenery> kinds =
        List.of(Scenery.TREE, Scenery.BUSH, Scenery.ROCK, Scenery.LAMP, Scenery.SIGN);
    for (int i = 0; i < count; i++) {
      double depth = dice.logBetween(6, 45);
      double pixelsPerMetre = focal / depth;
      Scenery kind = dice.pick(kinds);
      double size = (kind == Scenery.TREE ? 6 : 3) * dice.between(0.7, 1.1) * pixelsPerMetre;
      double x = middle(depth) + dice.sign() * (ROAD + dice.between(1.5, 7)) * pixelsPerMetre;
      double y = horizon + EYE_HEIGHT * pixelsPerMetre - 0.96 * size / 2;
      double haze = Math.min(0.6, depth / 80);
      things.add(
          Thing.scenery(kind, View.FRONT, Look.roll(dice, 0.1, 0.4), x, y, size).hazed(haze, sky));
    }
  }

  @Override
  public boolean isOutdoors() {
    return true;
  }
}
