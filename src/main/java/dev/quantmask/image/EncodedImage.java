package dev.quantmask.image;

/**
 * An image whose header has been read. Only what the pixels need is kept of the bytes: metadata,
 * profiles and whatever else a container may hold never reaches a plug-in.
 */
sealed interface EncodedImage
    permits JpegImage, PngImage, LossyWebP, LosslessWebP, BmpImage, YuvImage {
  /** Returns the stored width in pixels, at least 1; so is {@link #height}. */
  int width();

  int height();

  Orientation orientation();

  /**
   * Bytes of the heap that one pixel takes at most while it is decoded, the result's 3 included.
   */
  int bytesPerPixel();

  /** Decodes the pixels as stored, before orientation. */
  RgbImage pixels() throws ImageException;

  static EncodedImage of(byte[] bytes) throws ImageException {
    if (bytes.length == 0) {
      throw new ImageException("the body is empty: expected a JPEG, PNG, WebP or BMP image");
    }
    ByteCursor cursor = new ByteCursor(bytes);
    if (cursor.startsWith(0, "\u00ff\u00d8\u00ff")) {
      return JpegImage.parse(bytes);
    }
    if (cursor.startsWith(0, PngChunks.SIGNATURE)) {
      return PngImage.parse(bytes);
    }
    if (cursor.startsWith(0, "RIFF") && cursor.startsWith(8, "WEBP")) {
      return WebPParser.parse(bytes);
    }
    if (cursor.startsWith(0, "BM")) {
      return BmpImage.parse(bytes);
    }
    throw new ImageException(
        UnsupportedFormat.refusal(cursor)
            .orElse("not an image: expected a JPEG, PNG, WebP or BMP image"));
  }
}
