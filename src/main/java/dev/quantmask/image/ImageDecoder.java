package dev.quantmask.image;

/**
 * Bytes that somebody sent to pixels. The values are those of Pillow's {@code convert("RGB")}:
 * alpha is dropped, not blended; colour profiles and gamma are ignored; the EXIF orientation is
 * applied.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes a JPEG, PNG, WebP or BMP picture. Safe for use by several threads at once; keeps
   * nothing, writes no files.
   *
   * @throws ImageException if the bytes are no such picture, are damaged, or go beyond the limits
   */
  public static RgbImage decode(byte[] bytes, ImageLimits limits) throws ImageException {
    return open(bytes, limits).decode();
  }

  /**
   * Reads no more than the header, to know how large it will be.
   *
   * @throws ImageException if the bytes are no such picture, or go beyond the limits
   */
  public static OpenedImage open(byte[] bytes, ImageLimits limits) throws ImageException {
    Picture picture = Picture.of(bytes);
    limits.check(picture.width(), picture.height());
    return new OpenedImage(picture);
  }
}
