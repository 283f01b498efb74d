package dev.quantmask.image;

/**
 * Bytes that somebody sent to pixels. The values are those of Pillow's {@code convert("RGB")}:
 * alpha is dropped, not blended; colour profiles and gamma are ignored; the EXIF orientation is
 * applied.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes a JPEG, PNG, WebP or BMP image. Several threads may use it; it keeps nothing, writes no
   * files.
   *
   * @throws ImageException if the bytes are no such image, are damaged, or go beyond the limits
   */
  public static RgbImage decode(byte[] bytes, ImageLimits limits) throws ImageException {
    return open(bytes, limits).decode();
  }

  /**
   * Reads no more than the header, to know how large it will be.
   *
   * @throws ImageException if the bytes are no such image, or go beyond the limits
   */
  public static OpenedImage open(byte[] bytes, ImageLimits limits) throws ImageException {
    EncodedImage image = EncodedImage.of(bytes);
    limits.check(image.width(), image.height());
    return new OpenedImage(image);
  }
}
