package dev.quantmask.video;

import dev.quantmask.text.Text;

/** Frames a second, exact: 30000 / 1001 is not 29.97. */
public record FrameRate(int numerator, int denominator) {
  public FrameRate {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          Text.format("FrameRate: expected above 0, found %d / %d", numerator, denominator));
    }
  }

  public double perSecond() {
    return (double) numerator / denominator;
  }
}
