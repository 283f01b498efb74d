package dev.quantmask.image;

import dev.quantmask.text.Text;

/**
 * A WebP file reduced to its one bitstream, <a
 * href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>.
 *
 * @param stream a complete file of the simple kind: no alpha of lossy images, no profile
 */
record WebPImage(int width, int height, Orientation orientation, int bytesPerPixel, Excerpt stream)
    implements EncodedImage {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int SIDE = 0x3fff; // 14 bits
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  // In place; what the plug-in remembers of blocks of 16 x 16 is less than another byte.
  private static final int LOSSY_BYTES_PER_PIXEL = RgbImage.BYTES_PER_PIXEL + 1;
  private static final String LOSSY_START_CODE = "\u009d\u0001*";

  static WebPImage parse(byte[] bytes) throws ImageException {
    ByteCursor cursor = new ByteCursor(bytes);
    long end = Math.min(8 + cursor.littleInt(4), bytes.length);
    Orientation orientation = Orientation.UPRIGHT;
    int image = -1; // position of the chunk
    int position = RIFF_HEADER;
    while (position + CHUNK_HEADER <= end) {
      long length = cursor.littleInt(position + 4);
      cursor.require(position + CHUNK_HEADER, length);
      if (cursor.startsWith(position, "ANMF")) {
        throw new ImageException("animated WebP is not supported: expected a still image");
      }
      if (cursor.startsWith(position, "EXIF")) {
        orientation = ExifOrientation.read(bytes, position + CHUNK_HEADER, (int) length);
      }
      boolean isImage = cursor.startsWith(position, "VP8 ") || cursor.startsWith(position, "VP8L");
      if (isImage && image < 0) {
        image = position;
      }
      position += CHUNK_HEADER + (int) (length + (length & 1));
    }
    if (image < 0) {
      throw new ImageException("truncated WebP: expected a chunk VP8 or VP8L, found none");
    }
    return of(cursor, image, orientation);
  }

  private static WebPImage of(ByteCursor cursor, int chunk, Orientation orientation)
      throws ImageException {
    int data = chunk + CHUNK_HEADER;
    int length = (int) cursor.littleInt(chunk + 4);
    if (cursor.startsWith(chunk, "VP8L")) {
      if (cursor.unsignedByte(data) != LOSSLESS_SIGNATURE) {
        throw new ImageException("WebP: expected the lossless signature at byte " + data);
      }
      long sides = cursor.littleInt(data + 1);
      int width = (int) (sides & SIDE) + 1;
      int height = (int) (sides >> 14 & SIDE) + 1;
      boolean alpha = (sides >> 28 & 1) == 1;
      int bytesPerPixel = Rasters.bytesPerPixel(alpha ? 32 : 24, !alpha);
      return new WebPImage(
          width, height, orientation, bytesPerPixel, simpleFile(cursor.bytes(), chunk, length));
    }
    if (!cursor.startsWith(data + 3, LOSSY_START_CODE)) {
      throw new ImageException("WebP: expected a key frame at byte " + data);
    }
    int width = cursor.littleShort(data + 6) & SIDE;
    int height = cursor.littleShort(data + 8) & SIDE;
    if (width == 0 || height == 0) {
      throw new ImageException(
          Text.format("WebP: expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    return new WebPImage(
        width,
        height,
        orientation,
        LOSSY_BYTES_PER_PIXEL,
        simpleFile(cursor.bytes(), chunk, length));
  }

  private static Excerpt simpleFile(byte[] bytes, int chunk, int length) {
    Excerpt file = new Excerpt(RIFF_HEADER + CHUNK_HEADER + length + 1);
    int padding = length & 1;
    int size = 4 + CHUNK_HEADER + length + padding;
    file.write(bytes, 0, 4); // RIFF
    for (int shift = 0; shift < 32; shift += 8) {
      file.write(size >> shift);
    }
    file.write(bytes, 8, 4); // WEBP
    file.write(bytes, chunk, CHUNK_HEADER + length);
    file.write(new byte[padding], 0, padding);
    return file;
  }

  @Override
  public RgbImage pixels() throws ImageException {
    return Rasters.toRgb(Plugins.readWebP(stream.open()));
  }
}
