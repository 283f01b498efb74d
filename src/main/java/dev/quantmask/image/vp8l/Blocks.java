package dev.quantmask.image.vp8l;

/** Blocks of 2^n pixels a side, that an image is cut into. */
final class Blocks {
  private Blocks() {}

  /** Returns how many there are along a side of some size. */
  static int count(int size, int blockBits) {
    return size + (1 << blockBits) - 1 >> blockBits;
  }
}
