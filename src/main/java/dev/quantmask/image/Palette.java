package dev.quantmask.image;

import java.awt.Color;

/** Colours that are told apart easily, by hue and by lightness; the same for the same number. */
final class Palette {
  private static final int[] COLOURS = {
    0xe6194b, 0x3cb44b, 0xffe119, 0x4363d8, 0xf58231, 0x42d4f4, 0xf032e6, 0xbfef45, 0x9a5bd6,
    0x2a9d8f, 0xfabed4, 0xb5651d, 0xfff3b0, 0xa4161a, 0x9ef0c0, 0x8a8d0f, 0xffb38a, 0x3a4fb0,
    0xdcbeff, 0xa9a9a9,
  };

  private Palette() {}

  static Color colour(int number) {
    return new Color(COLOURS[Math.floorMod(number, COLOURS.length)]);
  }

  /** Black or white, whichever can be read on the colour. */
  static Color textOn(Color background) {
    double lightness =
        0.299 * background.getRed() + 0.587 * background.getGreen() + 0.114 * background.getBlue();
    return lightness > 140 ? Color.BLACK : Color.WHITE;
  }
}
