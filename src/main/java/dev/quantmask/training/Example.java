package dev.quantmask.training;

import dev.quantmask.coco.mask.Rle;
import java.nio.file.Path;
import java.util.List;

/**
 * An image and what is in it.
 *
 * @param objects without crowds
 */
record Example(long imageId, Path file, int height, int width, List<Truth> objects) {
  Example {
    objects = List.copyOf(objects);
  }

  /**
   * One object.
   *
   * @param box {@code [x0, y0, x1, y1]} in pixels
   * @param classId from 0, in the order of the categories' ids
   * @param outlines the rings that its masks are drawn from, each {@code [x0, y0, x1, y1, ...]};
   *     empty: they are cut out of the mask
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Truth(float[] box, int classId, Rle mask, List<double[]> outlines) {
    Truth {
      outlines = List.copyOf(outlines);
    }
  }
}
