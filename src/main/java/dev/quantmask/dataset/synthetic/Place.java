package dev.quantmask.dataset.synthetic;

/**
 * Says where a thing is, in pixels.
 *
 * @param x of its middle, as {@code y}
 * @param size two of its units: about its longer side
 */
record Place(double x, double y, double size) {
  double unit() {
    return size / 2;
  }
}
