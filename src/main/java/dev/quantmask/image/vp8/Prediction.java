package dev.quantmask.image.vp8;

import java.util.Arrays;

/** Predicts whole blocks of luma or chroma from their neighbours, RFC 6386, section 12.2. */
final class Prediction {
  private Prediction() {}

  /**
   * Predicts a block.
   *
   * @param at where the block begins in the plane
   * @param size of its sides
   * @param hasAbove whether there are blocks above it, as {@code hasLeft}
   */
  static void predict(
      Planes.Plane plane, int at, int size, int mode, boolean hasAbove, boolean hasLeft) {
    switch (mode) {
      case Modes.DC -> fill(plane, at, size, mean(plane, at, size, hasAbove, hasLeft));
      case Modes.TRUE_MOTION -> trueMotion(plane, at, size);
      case Modes.VERTICAL -> {
        for (int y = 0; y < size; y++) {
          int row = at + y * plane.stride();
          System.arraycopy(plane.samples(), at - plane.stride(), plane.samples(), row, size);
        }
      }
      case Modes.HORIZONTAL -> {
        for (int y = 0; y < size; y++) {
          int row = at + y * plane.stride();
          Arrays.fill(plane.samples(), row, row + size, plane.samples()[row - 1]);
        }
      }
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    }
  }

  private static void fill(Planes.Plane plane, int at, int size, int value) {
    for (int y = 0; y < size; y++) {
      int row = at + y * plane.stride();
      Arrays.fill(plane.samples(), row, row + size, (byte) value);
    }
  }

  /** Returns the mean of the neighbours that there are, or the middle value. */
  private static int mean(Planes.Plane plane, int at, int size, boolean hasAbove, boolean hasLeft) {
    if (!hasAbove && !hasLeft) {
      return 128;
    }
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += hasAbove ? plane.at(at - plane.stride() + i) : 0;
      sum += hasLeft ? plane.at(at + i * plane.stride() - 1) : 0;
    }
    int count = hasAbove && hasLeft ? 2 * size : size;
    return (sum + count / 2) / count;
  }

  /** Continues the differences along the row above and the column to the left. */
  static void trueMotion(Planes.Plane plane, int at, int size) {
    int above = at - plane.stride();
    int corner = plane.at(above - 1);
    for (int y = 0; y < size; y++) {
      int row = at + y * plane.stride();
      int difference = plane.at(row - 1) - corner;
      for (int x = 0; x < size; x++) {
        plane.set(row + x, plane.at(above + x) + difference);
      }
    }
  }
}
