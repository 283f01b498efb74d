package dev.quantmask.dataset.synthetic;

/**
 * A strip to stand on, in pixels.
 *
 * @param x0 its left end, {@code x1} its right one, {@code y0} its upper side, {@code y1} its lower
 */
record Platform(double x0, double x1, double y0, double y1) {
  boolean contains(int x, int y) {
    return x >= (int) Math.max(0, x0) && x < (int) x1 && y >= (int) y0 && y < (int) y1;
  }
}
