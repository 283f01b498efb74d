package dev.quantmask.coco.mask;

/**
 * A mask that the file writes as a string; kept as it is, which is the shortest form.
 *
 * @param counts see {@link Rle#compressed}
 */
public record CompressedRunLengths(int height, int width, String counts) implements Segmentation {
  public static CompressedRunLengths of(Rle rle) {
    return new CompressedRunLengths(rle.height(), rle.width(), rle.compressed());
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Rle decode(int imageHeight, int imageWidth) {
    return Rle.fromCompressed(height, width, counts);
  }

  @Override
  public CocoBox box() {
    return decode(height, width).box();
  }
}
