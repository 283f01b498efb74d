package dev.quantmask.dataset.synthetic;

import java.awt.Color;

/** Arithmetic of colours. */
final class Colours {
  private Colours() {}

  static Color mix(Color from, Color to, double part) {
    return new Color(mixRgb(from.getRGB(), to.getRGB(), part));
  }

  /** Both 0xRRGGBB; the part of the second is cut to 0..1. */
  static int mixRgb(int from, int to, double part) {
    int weight = (int) Math.round(256 * Math.max(0, Math.min(1, part)));
    int redBlue = (from & 0xff00ff) * (256 - weight) + (to & 0xff00ff) * weight;
    int green = (from & 0xff00) * (256 - weight) + (to & 0xff00) * weight;
    return (redBlue >>> 8 & 0xff00ff) | (green >>> 8 & 0xff00);
  }

  static int scaleRgb(int rgb, double factor) {
    return scaleRgb(rgb, factor, factor, factor);
  }

  static int scaleRgb(int rgb, double red, double green, double blue) {
    return cut((rgb >> 16 & 0xff) * red) << 16
        | cut((rgb >> 8 & 0xff) * green) << 8
        | cut((rgb & 0xff) * blue);
  }

  static Color scale(Color colour, double factor) {
    return new Color(scaleRgb(colour.getRGB(), factor));
  }

  static Color alpha(Color colour, double alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), cut(alpha * 255));
  }

  private static int cut(double value) {
    return (int) Math.max(0, Math.min(255, value + 0.5));
  }
}
