package dev.quantmask.coco.mask;

/** A mask that the file writes as an array of numbers. */
public record RunLengths(Rle rle) implements Segmentation {
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Rle decode(int imageHeight, int imageWidth) {
    return rle;
  }

  @Override
  public CocoBox box() {
    return rle.box();
  }
}
