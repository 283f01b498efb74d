package dev.quantmask.dataset.synthetic;

/** Smooth noise: random values on a lattice, interpolated. */
final class Noise {
  private final int salt;

  Noise(int salt) {
    this.salt = salt;
  }

  /** One octave, 0 to 1; details are about 1 across. */
  double smooth(double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double u = ease(x - column);
    double v = ease(y - row);
    double upper = mix(lattice(column, row), lattice(column + 1, row), u);
    double lower = mix(lattice(column, row + 1), lattice(column + 1, row + 1), u);
    return mix(upper, lower, v);
  }

  /** Three octaves, 0 to 1. */
  double rough(double x, double y) {
    return (4 * smooth(x, y) + 2 * smooth(2.03 * x + 17, 2.03 * y) + smooth(4.1 * x, 4.1 * y + 9))
        / 7;
  }

  /** The value of a cell, 0 to 1. */
  double lattice(int column, int row) {
    int hash = column * 0x27d4eb2d ^ row * 0x165667b1 ^ salt;
    hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
    hash = (hash ^ hash >>> 12) * 0x297a2d39;
    return ((hash ^ hash >>> 15) & 0xffff) / 65535.0;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }

  private static double mix(double from, double to, double part) {
    return from + (to - from) * part;
  }
}
