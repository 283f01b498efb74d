package dev.quantmask.evaluation;

import dev.quantmask.coco.CocoImage;
import dev.quantmask.image.ImageFile;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.RgbImage;
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
}
