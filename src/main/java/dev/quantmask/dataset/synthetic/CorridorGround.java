package dev.quantmask.dataset.synthetic;

import java.awt.Color;

/** Four bricked planes around the eye, which end in the dark, and lamps under the ceiling. */
final class CorridorGround implements Canvas.Painting {
  private static final double FAR = 13;
  private static final double TINY = 1e-6; // keeps the planes' depth finite
  private static final int LAMP = 0xfff4d8;

  private final int wall;
  private final int floor;
  private final int ceiling;
  private final int air;
  private final Perspective perspective;
  private final double vanishX;
  private final double half;
  private final Noise noise;
  private final double lampEvery; // metres
  private final double wallBrick; // metres

  /** Holds the colours of the scene. */
  record Palette(Color wall, Color floor, Color air) {
    static Palette roll(RandomSource dice) {
      Color wall = dice.colour(0, 1, 0.22, dice.between(0.42, 0.7));
      Color floor = dice.colour(0, 1, 0.15, dice.between(0.35, 0.6));
      Color air = dice.colour(0, 1, 0.35, dice.between(0.08, 0.4));
      return new Palette(wall, floor, air);
    }
  }

  /**
   * @param vanishX pixels from the left border
   * @param half of the corridor's width, in metres
   */
  CorridorGround(
      Palette palette, Perspective perspective, double vanishX, double half, RandomSource dice) {
    this.wall = palette.wall().getRGB();
    this.floor = palette.floor().getRGB();
    this.ceiling = Colours.scaleRgb(wall, 0.6);
    this.air = palette.air().getRGB();
    this.perspective = perspective;
    this.vanishX = vanishX;
    this.half = half;
    this.noise = new Noise(dice.salt());
    this.lampEvery = dice.between(2.5, 4);
    this.wallBrick = dice.chance(0.5) ? 0.55 : 1.6;
  }

  @Override
  public int at(int x, int y) {
    double u = (x + 0.5 - vanishX) / perspective.focal();
    double v = (y + 0.5 - perspective.horizon()) / perspective.focal();
    double toWall = half / Math.max(TINY, Math.abs(u));
    double toFlat = (v > 0 ? Corridor.EYE_HEIGHT : Corridor.CEILING) / Math.max(TINY, Math.abs(v));
    double depth = Math.min(toWall, toFlat);
    if (depth > FAR) {
      return Colours.mixRgb(wall, air, 0.8);
    }
    int rgb = toWall < toFlat ? brick(wall, depth, v * depth, wallBrick) : flat(depth, u, v);
    double lit = 0.75 + 0.35 * Math.abs(Math.cos(Math.PI * depth / lampEvery));
    return Colours.mixRgb(Colours.scaleRgb(rgb, lit), air, Corridor.haze(depth) * 1.3);
  }

  private int flat(double depth, double u, double v) {
    if (v > 0) {
      return brick(floor, depth, u * depth, 1.1);
    }
    boolean lamp = Math.abs(u * depth) < 0.5 && (depth / lampEvery + 0.5) % 1 < 0.28;
    return lamp ? LAMP : brick(ceiling, depth, u * depth, 2.2);
  }

  /** Joints are as wide as a pixel at the least, which is wider farther away. */
  private int brick(int rgb, double along, double across, double size) {
    double pixel = 1.5 / perspective.focal();
    double v = across / (size * 0.6) + 100;
    int row = (int) v;
    double u = along / size + 0.5 * (row % 2);
    double joint = Math.max(0.05, pixel * along / size);
    boolean inJoint = u % 1 < joint || v % 1 < joint;
    double shade = 0.84 + 0.2 * noise.lattice((int) u, row) + 0.12 * noise.smooth(u * 4, v * 4);
    return Colours.scaleRgb(rgb, inJoint ? 0.62 : shade);
  }
}
