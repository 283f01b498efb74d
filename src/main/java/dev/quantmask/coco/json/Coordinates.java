package dev.quantmask.coco.json;

/** Coordinates in pixels, as files state them. */
public final class Coordinates {
  /** No image is that large; what lies farther away was not drawn by anybody. */
  public static final double FARTHEST = 1e7;

  /** For messages. */
  public static final String EXPECTED = "a number between -10000000 and 10000000";

  private Coordinates() {}

  public static boolean isUsable(double coordinate) {
    return Math.abs(coordinate) <= FARTHEST; // false for NaN, too
  }
}
