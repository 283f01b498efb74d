package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.geometry.Shape;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file with the mask of one object.
 *
 * @param width that all masks of the image have, as {@code height}
 */
record ObjectMask(Path file, int width, int height) implements Shape.Pixels {
  @Override
  public Shape.Bitmap read() throws InvalidAnnotationException {
    MaskDecoder.Mask mask;
    try {
      mask = MaskDecoder.decode(ExistingFile.bytes(file), ImageLimits.DEFAULT);
    } catch (ImageException | IOException e) {
      throw new InvalidAnnotationException(FindingKind.MALFORMED_SHAPE, e.getMessage());
    }
    if (mask.width() != width || mask.height() != height) {
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          Text.format(
              "expected the size of the first mask, %d x %d, found %d x %d",
              width, height, mask.width(), mask.height()));
    }
    return new Shape.Bitmap(0, 0, width, height, mask.inside());
  }
}
