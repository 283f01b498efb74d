package dev.quantmask.synthesis;

/** Day or night, lamps and a vignette: what each pixel is multiplied by. */
final class Lighting {
  private static final int CELL = 8;
  private static final double DARKEST = 0.36;

  private Lighting() {}

  /** A round light; the radius in pixels. */
  private record Lamp(double x, double y, double radius, double[] strength) {}

  static void apply(Canvas canvas, Dice dice) {
    int columns = (canvas.width() + CELL - 1) / CELL + 1;
    int rows = (canvas.height() + CELL - 1) / CELL + 1;
    boolean night = dice.chance(0.3);
    double ambient = night ? dice.between(0.42, 0.62) : dice.between(0.8, 1.08);
    double warmth = night ? dice.between(-0.12, 0.02) : dice.between(-0.07, 0.1);
    double[] tint = {ambient * (1 + warmth), ambient, ambient * (1 - warmth)};
    double slopeX = dice.between(-0.2, 0.2);
    double slopeY = dice.between(-0.2, 0.2);
    double vignette = dice.chance(0.6) ? dice.between(0.1, 0.4) : 0;
    Lamp[] lamps = lamps(canvas, dice, night ? dice.integer(2, 6) : dice.integer(0, 2), night);
    float[][] grid = new float[3][columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double x = column * CELL;
        double y = row * CELL;
        double u = x / canvas.width() - 0.5;
        double v = y / canvas.height() - 0.5;
        double base = (1 + slopeX * u + slopeY * v) * (1 - vignette * 2 * (u * u + v * v));
        for (int channel = 0; channel < 3; channel++) {
          double light = Math.max(DARKEST, base * tint[channel]);
          for (Lamp lamp : lamps) {
            double distance = Math.hypot(x - lamp.x(), y - lamp.y()) / lamp.radius();
            double near = Math.max(0, 1 - distance * distance);
            light += lamp.strength()[channel] * near * near;
          }
          grid[channel][row * columns + column] = (float) light;
        }
      }
    }
    multiply(canvas, grid, columns);
  }

  private static Lamp[] lamps(Canvas canvas, Dice dice, int count, boolean night) {
    Lamp[] lamps = new Lamp[count];
    for (int i = 0; i < count; i++) {
      double strength = night ? dice.between(0.25, 0.6) : dice.between(0.1, 0.3);
      double hue = dice.between(-0.25, 0.25);
      lamps[i] =
          new Lamp(
              dice.between(0, canvas.width()),
              dice.between(0, canvas.height()),
              dice.between(70, 220) * canvas.scale(),
              new double[] {strength * (1 + hue), strength, strength * (1 - hue)});
    }
    return lamps;
  }

  private static void multiply(Canvas canvas, float[][] grid, int columns) {
    int[] pixels = canvas.pixels();
    int width = canvas.width();
    double[] light = new double[3];
    for (int y = 0; y < canvas.height(); y++) {
      int row = y / CELL * columns;
      float v = (y % CELL) / (float) CELL;
      for (int x = 0; x < width; x++) {
        int at = row + x / CELL;
        float u = (x % CELL) / (float) CELL;
        for (int channel = 0; channel < 3; channel++) {
          float[] values = grid[channel];
          float upper = values[at] + (values[at + 1] - values[at]) * u;
          float lower =
              values[at + columns] + (values[at + columns + 1] - values[at + columns]) * u;
          light[channel] = upper + (lower - upper) * v;
        }
        int i = y * width + x;
        pixels[i] = Colours.scaleRgb(pixels[i], light[0], light[1], light[2]);
      }
    }
  }
}
