package dev.quantmask.image;

/**
 * Holds what an image says of itself before its pixels are decoded.
 *
 * @param storedWidth in pixels, before orientation, as {@code storedHeight}
 * @param orientation how it is turned to stand upright
 */
public record ImageHeader(int storedWidth, int storedHeight, Orientation orientation) {
  /**
   * Reads a JPEG, PNG, WebP or BMP image. Its structure is walked to the end, so that a truncated
   * file is found, but no pixel is decoded.
   *
   * @throws ImageException if the bytes are no such image, or are damaged
   */
  public static ImageHeader read(byte[] bytes) throws ImageException {
    EncodedImage image = EncodedImage.of(bytes);
    return new ImageHeader(image.width(), image.height(), image.orientation());
  }

  /** Returns whether the stored image does not stand upright. */
  public boolean isTurned() {
    return orientation != Orientation.UPRIGHT;
  }

  /** Returns the width of the upright image, as {@link ImageDecoder} returns it. */
  public int width() {
    return orientation.swapsSides() ? storedHeight : storedWidth;
  }

  /** Returns the height of the upright image. */
  public int height() {
    return orientation.swapsSides() ? storedWidth : storedHeight;
  }

  /** Returns where a point of the stored image lies in the upright one; continuous, in pixels. */
  public double uprightX(double storedX, double storedY) {
    return orientation.swapsSides() ? fromBottom(storedY) : fromRight(storedX);
  }

  /** Is the same for y as {@link #uprightX} for x. */
  public double uprightY(double storedX, double storedY) {
    return orientation.swapsSides() ? fromRight(storedX) : fromBottom(storedY);
  }

  private double fromRight(double storedX) {
    return orientation.fromRight() ? storedWidth - storedX : storedX;
  }

  private double fromBottom(double storedY) {
    return orientation.fromBottom() ? storedHeight - storedY : storedY;
  }
}
