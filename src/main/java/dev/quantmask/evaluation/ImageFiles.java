package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a data set's images.
 *
 * @param folder that file names are relative to
 */
record ImageFiles(Path folder) {
  Path file(CocoImage image) {
    return folder.resolve(image.fileName());
  }

  /**
   * Reads one.
   *
   * @throws IOException naming the file
   */
  RgbImage decode(CocoImage image) throws IOException {
    return ImageFile.read(file(image), ImageLimits.DEFAULT);
  }

  /**
   * Decodes an image to see that it can be.
   *
   * @throws IOException naming the file
   */
  void requireReadable(CocoImage image) throws IOException {
    RgbImage pixels = decode(image);
    if (pixels.width() != image.width() || pixels.height() != image.height()) {
      throw new IOException(
          Text.format(
              "%s: expected %d x %d pixels, as its annotations say, found %d x %d",
              file(image), image.width(), image.height(), pixels.width(), pixels.height()));
    }
  }
}
