package dev.quantmask.dataset.synthetic;

import java.awt.Color;
import java.util.List;

/** Sand or grass with paths, or square plates, from above. */
final class ArenaGround implements Canvas.Painting {
  private final boolean tiled;
  private final int light;
  private final int dark;
  private final int path;
  private final Noise noise;
  private final double scale;
  private final double plate; // side of one, in pixels

  /** Holds the colours of the scene's ground. */
  record Palette(boolean tiled, Color ground, Color path) {
    static Palette roll(RandomSource dice) {
      boolean tiled = dice.chance(0.45);
      boolean tundra = dice.chance(0.2);
      double hue =
          tiled ? dice.between(0.05, 0.65) : dice.pick(List.of(0.1, 0.28, 0.08, 0.33, 0.6));
      double saturation = tiled ? 0.18 : tundra ? 0.1 : 0.42;
      Color ground = dice.colour(hue, hue + 0.03, saturation, tundra ? 0.8 : 0.5);
      Color path = dice.colour(hue - 0.04, hue + 0.04, saturation * 0.7, 0.62);
      return new Palette(tiled, ground, path);
    }
  }

  ArenaGround(Palette palette, RandomSource dice, FrameSize size) {
    this.tiled = palette.tiled();
    this.light = Colours.scaleRgb(palette.ground().getRGB(), 1.15);
    this.dark = Colours.scaleRgb(palette.ground().getRGB(), 0.78);
    this.path = palette.path().getRGB();
    this.noise = new Noise(dice.salt());
    this.scale = size.scale();
    this.plate = dice.between(36, 70) * scale;
  }

  @Override
  public int at(int x, int y) {
    double grain = noiseOf(x, y, 3.5);
    double fine = 1 / (26 * scale);
    int rgb = Colours.mixRgb(dark, light, noise.rough(x * fine, y * fine));
    rgb = Colours.scaleRgb(rgb, 0.9 + 0.2 * grain);
    if (tiled) {
      return plate(rgb, x / plate, y / plate);
    }
    double patch = noiseOf(x, y, 110);
    return Colours.mixRgb(rgb, path, 12 * (patch - 0.62 + 0.1 * (grain - 0.5)));
  }

  private double noiseOf(int x, int y, double pixels) {
    double detail = 1 / (pixels * scale);
    return noise.smooth(x * detail, y * detail);
  }

  private int plate(int rgb, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double u = x - column;
    double v = y - row;
    double joint = 2.2 / plate;
    if (u < joint || v < joint) {
      return Colours.scaleRgb(rgb, 0.6);
    }
    double bevel = u < 2 * joint || v < 2 * joint ? 1.12 : 1;
    return Colours.scaleRgb(rgb, bevel * (0.85 + 0.3 * noise.lattice(column, row)));
  }
}
