package dev.quantmask.annotation;

import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;

/** Sizes as files state them, which costs their writers nothing. */
final class PictureSize {
  private PictureSize() {}

  /** Before anything of that size is made: no picture of a larger one could be read. */
  static void check(int width, int height) throws DefectException {
    try {
      ImageLimits.DEFAULT.check(width, height);
    } catch (ImageException e) {
      throw new DefectException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
  }
}
