package dev.quantmask.image;

import dev.quantmask.text.Text;

/**
 * A picture whose header has been read. Only what the pixels need is kept of the bytes: metadata,
 * profiles and whatever else a container may hold never reaches a plug-in.
 */
sealed interface Picture permits JpegPicture, PngPicture, WebPPicture, BmpPicture {
  /** As stored, in pixels, at least 1; so is {@link #height}. */
  int width();

  int height();

  Orientation orientation();

  /**
   * Bytes of the heap that one pixel takes at most while it is decoded, the result's 3 included.
   */
  int bytesPerPixel();

  /** Decodes the pixels as stored, before orientation. */
  RgbImage pixels() throws ImageException;

  static Picture of(byte[] bytes) throws ImageException {
    if (bytes.length == 0) {
      throw new ImageException("the body is empty: expected a JPEG, PNG, WebP or BMP picture");
    }
    ByteCursor cursor = new ByteCursor(bytes);
    if (cursor.startsWith(0, "\u00ff\u00d8\u00ff")) {
      return JpegPicture.parse(bytes);
    }
    if (cursor.startsWith(0, PngPicture.SIGNATURE)) {
      return PngPicture.parse(bytes);
    }
    if (cursor.startsWith(0, "RIFF") && cursor.startsWith(8, "WEBP")) {
      return WebPPicture.parse(bytes);
    }
    if (cursor.startsWith(0, "BM")) {
      return BmpPicture.parse(bytes);
    }
    throw new ImageException(
        Text.format("%s: expected a JPEG, PNG, WebP or BMP picture", describe(cursor)));
  }

  private static String describe(ByteCursor cursor) {
    if (cursor.startsWith(0, "GIF8")) {
      return "GIF is not supported";
    }
    if (cursor.startsWith(0, "II*\0") || cursor.startsWith(0, "MM\0*")) {
      return "TIFF is not supported";
    }
    if (cursor.startsWith(4, "ftyp")) {
      return "HEIC, AVIF and video are not supported";
    }
    return "not a picture";
  }
}
