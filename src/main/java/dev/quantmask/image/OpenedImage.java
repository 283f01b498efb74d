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

  /**
   * Decodes it.
   *
   * @throws ImageException if it is damaged
   */
  public RgbImage decode() throws ImageException {
    return picture.orientation().upright(picture.pixels());
  }
}
