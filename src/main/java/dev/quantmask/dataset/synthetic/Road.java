package dev.quantmask.dataset.synthetic;

/**
 * A road that bends.
 *
 * @param start where its middle is at the eye, in pixels from the left border
 * @param bend to the right where it is positive
 */
record Road(Perspective perspective, double start, double bend) {
  static final double HALF = 5.5; // of its width, in metres

  /** Returns where its middle is at a depth in metres, in pixels from the left border. */
  double middle(double depth) {
    return start + perspective.focal() * bend * depth * 0.35;
  }
}
