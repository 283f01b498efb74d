package dev.quantmask.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Day or night, lamps and a vignette: what each pixel is multiplied by. */
final class Lighting {
  private static final int CELL = 8; // pixels; light is linear within
  private static final int CHANNELS = 3;
  private static final double DARKEST = 0.36;

  private final Canvas canvas;
  private final int columns;
  private final int rows;
  private final double[] ambient; // for red, green and blue
  private final double slopeX;
  private final double slopeY;
  private final double vignette;
  private final List<Lamp> lamps;

  /** A round light; the radius in pixels, the strength for red, green and blue. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Lamp(double x, double y, double radius, double[] strength) {
    double at(double fromX, double fromY) {
      double distance = Math.hypot(fromX - x, fromY - y) / radius;
      double near = Math.max(0, 1 - distance * distance);
      return near * near;
    }
  }

  static void apply(Canvas canvas, RandomSource dice) {
    Lighting lighting = new Lighting(canvas, dice);
    lighting.multiply(lighting.grid());
  }

  private Lighting(Canvas canvas, RandomSource dice) {
    this.canvas = canvas;
    this.columns = (canvas.width() + CELL - 1) / CELL + 1;
    this.rows = (canvas.height() + CELL - 1) / CELL + 1;
    boolean night = dice.chance(0.3);
    double level = night ? dice.between(0.42, 0.62) : dice.between(0.8, 1.08);
    double warmth = night ? dice.between(-0.12, 0.02) : dice.between(-0.07, 0.1);
    this.ambient = new double[] {level * (1 + warmth), level, level * (1 - warmth)};
    this.slopeX = dice.between(-0.2, 0.2);
    this.slopeY = dice.between(-0.2, 0.2);
    this.vignette = dice.chance(0.6) ? dice.between(0.1, 0.4) : 0;
    this.lamps = lamps(dice, night);
  }

  private List<Lamp> lamps(RandomSource dice, boolean night) {
    int count = night ? dice.integer(2, 6) : dice.integer(0, 2);
    List<Lamp> rolled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double strength = night ? dice.between(0.25, 0.6) : dice.between(0.1, 0.3);
      double hue = dice.between(-0.25, 0.25);
      rolled.add(
          new Lamp(
              dice.between(0, canvas.width()),
              dice.between(0, canvas.height()),
              dice.between(70, 220) * canvas.scale(),
              new double[] {strength * (1 + hue), strength, strength * (1 - hue)}));
    }
    return rolled;
  }

  /** The light at the corners of the cells, {@code float[3][rows * columns]}. */
  private float[][] grid() {
    float[][] grid = new float[CHANNELS][columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double[] light = light(column * CELL, row * CELL);
        for (int channel = 0; channel < CHANNELS; channel++) {
          grid[channel][row * columns + column] = (float) light[channel];
        }
      }
    }
    return grid;
  }

  private double[] light(double x, double y) {
    double u = x / canvas.width() - 0.5;
    double v = y / canvas.height() - 0.5;
    double base = (1 + slopeX * u + slopeY * v) * (1 - vignette * 2 * (u * u + v * v));
    double[] light = new double[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      light[channel] = Math.max(DARKEST, base * ambient[channel]);
    }
    for (Lamp lamp : lamps) {
      double near = lamp.at(x, y);
      for (int channel = 0; channel < CHANNELS; channel++) {
        light[channel] += lamp.strength()[channel] * near;
      }
    }
    return light;
  }

  private void multiply(float[][] grid) {
    int[] pixels = canvas.pixels();
    canvas.paint(
        (x, y) -> {
          int at = y / CELL * columns + x / CELL;
          float u = (x % CELL) / (float) CELL;
          float v = (y % CELL) / (float) CELL;
          return Colours.scaleRgb(
              pixels[y * canvas.width() + x],
              between(grid[0], at, u, v),
              between(grid[1], at, u, v),
              between(grid[2], at, u, v));
        });
  }

  private float between(float[] corners, int at, float u, float v) {
    int below = at + columns;
    float upper = corners[at] + (corners[at + 1] - corners[at]) * u;
    float lower = corners[below] + (corners[below + 1] - corners[below]) * u;
    return upper + (lower - upper) * v;
  }
}
