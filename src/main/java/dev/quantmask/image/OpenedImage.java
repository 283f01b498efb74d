package dev.quantmask.image;

/** An image whose header has been read, and is within the limits; its pixels are not decoded. */
public final class OpenedImage {
  private final EncodedImage image;

  OpenedImage(EncodedImage image) {
    this.image = image;
  }

  /** Width times height. */
  public long pixels() {
    return (long) image.width() * image.height();
  }

  /** Returns the bytes of the heap that a pixel takes while it is decoded, the result included. */
  public int bytesPerPixel() {
    int turned = image.orientation() == Orientation.UPRIGHT ? 0 : 2 * RgbImage.BYTES_PER_PIXEL;
    return Math.max(image.bytesPerPixel(), turned);
  }

  /**
   * Decodes it.
   *
   * @throws ImageException if it is damaged
   */
  public RgbImage decode() throws ImageException {
    return image.orientation().upright(image.pixels());
  }
}
