package dev.quantmask.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Picture picture = Picture.of(bytes);
    limits.check(picture.width(), picture.height());
    return picture.orientation().upright(picture.pixels());
  }

  /**
   * Reads a picture of a file.
   *
   * @throws IOException naming the file, when it cannot be read or is no picture within {@link
   *     ImageLimits#DEFAULT}
   */
  public static RgbImage read(Path file) throws IOException {
    try {
      return decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
    } catch (ImageException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
