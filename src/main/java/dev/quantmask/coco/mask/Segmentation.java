package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;

/** Says which pixels an object covers, in one of the three forms of the format. */
public sealed interface Segmentation permits Polygons, RunLengths, CompressedRunLengths {
  /** Returns whether there is none: the object has a box only. */
  boolean isEmpty();

  /**
   * The smallest box around it.
   *
   * @throws IllegalArgumentException if there is none, or if it is malformed
   */
  CocoBox box();

  /**
   * The mask, of the size that the file says; polygons, which have none, are of the image's.
   *
   * @throws IllegalArgumentException if there is none, or if it is malformed
   */
  Rle decode(int imageHeight, int imageWidth);

  /**
   * The mask in an image.
   *
   * @throws IllegalArgumentException if there is none, if it is malformed, or of another size
   */
  default Rle toRle(int imageHeight, int imageWidth) {
    Rle rle = decode(imageHeight, imageWidth);
    if (rle.height() != imageHeight || rle.width() != imageWidth) {
      throw new IllegalArgumentException(
          Text.format(
              "expected the size of the image, %d x %d (height x width), found %d x %d",
              imageHeight, imageWidth, rle.height(), rle.width()));
    }
    return rle;
  }
}
