package dev.quantmask.detection.mask;

/**
 * A mask with its border of zeros, seen as cells between four values. Most cells are all foreground
 * or all background: their pixels need no arithmetic.
 */
final class MaskCells {
  enum Kind {
    BACKGROUND,
    FOREGROUND,
    MIXED
  }

  // A mix of four values leaves their range by rounding only, some 1e-7 of it.
  private static final float SURELY_INSIDE = 0.5001f;
  private static final float SURELY_OUTSIDE = 0.4999f;

  private final int stride; // values in a row of the bordered mask
  private final float[] values; // (side + 2, side + 2)

  /**
   * @param probabilities holds the mask, {@code side * side} values in [0, 1], rows from the top
   * @param offset where it begins
   */
  MaskCells(float[] probabilities, int offset, int side) {
    stride = side + 2;
    values = new float[stride * stride];
    for (int row = 0; row < side; row++) {
      System.arraycopy(probabilities, offset + row * side, values, (row + 1) * stride + 1, side);
    }
  }

  Kind kind(int row, int column) {
    int upper = row * stride + column;
    int lower = upper + stride;
    float a = values[upper];
    float b = values[upper + 1];
    float c = values[lower];
    float d = values[lower + 1];
    if (Math.min(Math.min(a, b), Math.min(c, d)) > SURELY_INSIDE) {
      return Kind.FOREGROUND;
    }
    return Math.max(Math.max(a, b), Math.max(c, d)) < SURELY_OUTSIDE ? Kind.BACKGROUND : Kind.MIXED;
  }

  boolean isInside(int row, int column, float right, float lower, MaskSampling sampling) {
    int above = row * stride + column;
    int below = above + stride;
    return sampling.isInside(
        values[above], values[above + 1], values[below], values[below + 1], right, lower);
  }
}
