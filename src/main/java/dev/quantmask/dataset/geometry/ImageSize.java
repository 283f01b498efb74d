package dev.quantmask.dataset.geometry;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;

/** Sizes as files state them, which costs their writers nothing. */
public final class ImageSize {
  private ImageSize() {}

  /** Before anything of that size is made: no image of a larger one could be read. */
  public static void check(int width, int height) throws InvalidAnnotationException {
    try {
      ImageLimits.DEFAULT.check(width, height);
    } catch (ImageException e) {
      throw new InvalidAnnotationException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
  }
}
