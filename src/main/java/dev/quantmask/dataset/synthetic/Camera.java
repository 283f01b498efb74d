package dev.quantmask.dataset.synthetic;

/**
 * Looks at a part of a world that is as high as the image and wider, and pans to and fro.
 *
 * @param room by how many pixels the world is wider
 * @param part of the room that it uses; 0: it stands still
 * @param phase where it begins, in radians
 * @param frames until it comes back
 */
record Camera(int room, double part, double phase, double frames) {
  static Camera roll(RandomSource dice, int room) {
    double part = dice.chance(0.2) ? 0 : dice.between(0.3, 1);
    return new Camera(room, part, dice.between(0, 2 * Math.PI), dice.between(120, 300));
  }

  /** Returns the left border of the image in the world. */
  int left(int frame) {
    double swing = part * Math.sin(phase + 2 * Math.PI * frame / frames);
    return (int) Math.round(room / 2.0 * (1 + swing));
  }
}
