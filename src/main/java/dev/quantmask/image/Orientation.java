package dev.quantmask.image;

/**
 * Names how a stored image is turned to stand upright; the order is that of EXIF's values 1 to 8.
 */
public enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  TURN_RIGHT(true, false, true),
  TRANSVERSED(true, true, true),
  TURN_LEFT(true, true, false);

  private final boolean swapsSides;
  private final boolean fromRight; // the first pixel is taken from the stored image's right side
  private final boolean fromBottom;

  Orientation(boolean swapsSides, boolean fromRight, boolean fromBottom) {
    this.swapsSides = swapsSides;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** Returns what EXIF's value means; values that it does not define mean upright. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
  }

  /** Returns whether the upright image is as wide as the stored one is high. */
  boolean swapsSides() {
    return swapsSides;
  }

  boolean fromRight() {
    return fromRight;
  }

  boolean fromBottom() {
    return fromBottom;
  }

  RgbImage upright(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int stepRight = fromRight ? -3 : 3; // bytes from a stored pixel to the next one to take
    int stepDown = (fromBottom ? -3 : 3) * stored.width();
    int start =
        3 * (fromRight ? stored.width() - 1 : 0)
            + 3 * stored.width() * (fromBottom ? stored.height() - 1 : 0);
    int width = swapsSides ? stored.height() : stored.width();
    int height = swapsSides ? stored.width() : stored.height();
    byte[] from = stored.pixels();
    byte[] to = new byte[from.length];
    int target = 0;
    for (int y = 0; y < height; y++) {
      int source = start + y * (swapsSides ? stepRight : stepDown);
      for (int x = 0; x < width; x++) {
        to[target++] = from[source];
        to[target++] = from[source + 1];
        to[target++] = from[source + 2];
        source += swapsSides ? stepDown : stepRight;
      }
    }
    return new RgbImage(width, height, to);
  }
}
