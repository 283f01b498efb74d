package dev.quantmask.synthesis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Seen from above: sand, grass, plates or stone, with paths, walls and trees. */
final class Arena implements Scene {
  private static final double SMALLEST = 14;

  private final Dice dice;
  private final int width;
  private final int height;
  private final double scale;
  private final Color ground;
  private final Color path;
  private final boolean tiled;
  private final boolean tundra;

  Arena(Dice dice, int width, int height) {
    this.dice = dice;
    this.width = width;
    this.height = height;
    this.scale = height / 360.0;
    this.tiled = dice.chance(0.45);
    this.tundra = dice.chance(0.2);
    double hue = tiled ? dice.between(0.05, 0.65) : dice.pick(List.of(0.1, 0.28, 0.08, 0.33, 0.6));
    double saturation = tiled ? 0.18 : tundra ? 0.1 : 0.42;
    this.ground = dice.colour(hue, hue + 0.03, saturation, tundra ? 0.8 : 0.5);
    this.path = dice.colour(hue - 0.04, hue + 0.04, saturation * 0.7, 0.62);
  }

  @Override
  public void paintGround(Canvas canvas) {
    Noise noise = new Noise(dice.salt());
    double fine = 1 / (26 * scale);
    double grains = 1 / (3.5 * scale);
    double coarse = 1 / (110 * scale);
    double cell = dice.between(36, 70) * scale;
    int light = Colours.scaleRgb(ground.getRGB(), 1.15);
    int dark = Colours.scaleRgb(ground.getRGB(), 0.78);
    int way = path.getRGB();
    canvas.paint(
        (x, y) -> {
          double patch = noise.smooth(x * coarse, y * coarse);
          double grain = noise.smooth(x * grains, y * grains);
          int rgb = Colours.mixRgb(dark, light, noise.rough(x * fine, y * fine));
          rgb = Colours.scaleRgb(rgb, 0.9 + 0.2 * grain);
          if (tiled) {
            return tile(noise, rgb, x / cell, y / cell, cell);
          }
          return Colours.mixRgb(rgb, way, 12 * (patch - 0.62 + 0.1 * (grain - 0.5)));
        });
  }

  private static int tile(Noise noise, int rgb, double x, double y, double cell) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double u = x - column;
    double v = y - row;
    double joint = 2.2 / cell;
    if (u < joint || v < joint) {
      return Colours.scaleRgb(rgb, 0.6);
    }
    double bevel = u < 2 * joint || v < 2 * joint ? 1.12 : 1;
    return Colours.scaleRgb(rgb, bevel * (0.85 + 0.3 * noise.lattice(column, row)));
  }

  @Override
  public List<Thing> things() {
    List<Thing> low = new ArrayList<>();
    List<Thing> high = new ArrayList<>();
    addScenery(low, high);
    Crowd crowd = new Crowd(dice);
    double pixelsPerMetre = dice.logBetween(15, 42) * scale;
    for (ObjectClass objectClass : crowd.roll()) {
      double[] place =
          crowd.place(
              () -> {
                double metres = objectClass.metres() * dice.between(0.8, 1.3);
                double size = Math.max(SMALLEST * scale, metres * pixelsPerMetre);
                return new double[] {
                  dice.between(0, width), dice.between(0, height), Math.min(size, 250 * scale)
                };
              });
      if (place != null) {
        Thing thing = object(objectClass, place);
        (objectClass.flies() ? high : low).add(thing);
      }
    }
    low.addAll(high);
    return low;
  }

  private Thing object(ObjectClass objectClass, double[] place) {
    Look look = objectClass.rollLook(dice);
    double turn =
        objectClass == ObjectClass.PICKUP
            ? dice.between(-0.3, 0.3)
            : dice.between(-Math.PI, Math.PI);
    Thing thing =
        Thing.object(objectClass, View.TOP, look, place[0], place[1], place[2]).turned(turn);
    boolean moves = objectClass == ObjectClass.VEHICLE || objectClass == ObjectClass.PROJECTILE;
    if (moves && dice.chance(0.35)) {
      double way = place[2] * dice.between(0.05, 0.16);
      return thing.smeared(way * Math.cos(turn), way * Math.sin(turn));
    }
    return thing;
  }

  /** Low scenery is below everything, the tops of trees are above walkers. */
  private void addScenery(List<Thing> low, List<Thing> high) {
    int count = dice.integer(2, 9);
    List<Scenery> kinds =
        tiled
            ? List.of(Scenery.PILLAR, Scenery.LAMP, Scenery.ROCK)
            : List.of(Scenery.ROCK, Scenery.BUSH, Scenery.TREE);
    for (int i = 0; i < count; i++) {
      Scenery kind = dice.pick(kinds);
      double size = dice.between(24, 90) * scale;
      Look look = Look.roll(dice, 0.2, 0.4);
      Thing thing =
          Thing.scenery(kind, View.TOP, look, dice.between(0, width), dice.between(0, height), size)
              .turned(kind == Scenery.PILLAR ? 0 : dice.between(-3, 3));
      boolean above = kind != Scenery.ROCK && dice.chance(0.5);
      (above ? high : low).add(thing);
    }
  }

  @Override
  public boolean isOutdoors() {
    return !tiled;
  }
}
