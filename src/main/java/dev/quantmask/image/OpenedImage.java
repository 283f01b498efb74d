package dev.quantmask.image;

/** A picture whose header has been read, and is within the limits; its pixels are not decoded. */
public final class OpenedImage {
  private final Picture picture;

  OpenedImage(Picture picture) {
    this.picture = picture;
  }

  /** Width times height. */
  public long pixels() {
    return (long) picture.width() * picture.height();
  }

  /** Of the heap, while it is decoded, the result included. */
  public int bytesPerPixel() {
    int turned = picture.orientation() == Orientation.UPRIGHT ? 0 : 2 * RgbImage.BYTES_PER_PIXEL;
    return Math.max(picture.bytesPerPixel(), turned);
  }

  /**
   * Decodes it.
   *
   * @throws ImageException if it is damaged
   */
  public RgbImage decode() throws ImageException {
    return picture.orientation().upright(picture.pixels());
  }
}
