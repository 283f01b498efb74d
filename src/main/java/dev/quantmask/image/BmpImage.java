package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.util.List;

/**
 * A BMP file, uncompressed, <a
 * href="https://learn.microsoft.com/windows/win32/gdi/bitmap-storage">Bitmap Storage</a>.
 *
 * @param depth bits of a pixel
 * @param stream the file as it came
 */
record BmpImage(int width, int height, int depth, Excerpt stream) implements EncodedImage {
  private static final int INFO_HEADER = 14; // position, after the file header
  private static final int CORE_HEADER_SIZE = 12; // of OS/2
  private static final int INFO_HEADER_SIZE = 40; // that of the oldest one still written
  private static final int BIT_FIELDS = 3;
  private static final int MOST_COLOURS = 256;

  static BmpImage parse(byte[] bytes) throws ImageException {
    ByteCursor cursor = new ByteCursor(bytes);
    long headerSize = cursor.littleInt(INFO_HEADER);
    if (headerSize == CORE_HEADER_SIZE) {
      int depth = cursor.littleShort(INFO_HEADER + 10);
      return of(
          cursor, cursor.littleShort(INFO_HEADER + 4), cursor.littleShort(INFO_HEADER + 6), depth);
    }
    if (headerSize < INFO_HEADER_SIZE || headerSize > 124) {
      throw new ImageException(
          "BMP: expected a header of 12 or 40 to 124 bytes, found " + headerSize);
    }
    int depth = cursor.littleShort(INFO_HEADER + 14);
    long compression = cursor.littleInt(INFO_HEADER + 16);
    if (compression != 0 && !(compression == BIT_FIELDS && depth >= 16)) {
      throw new ImageException(
          Text.format(
              "BMP with compression %d%s is not supported: save it without, or as PNG",
              compression, compression == 1 || compression == 2 ? " (run lengths)" : ""));
    }
    long colours = cursor.littleInt(INFO_HEADER + 32);
    if (colours > MOST_COLOURS) {
      throw new ImageException("BMP: expected at most 256 colours, found " + colours);
    }
    int width = (int) cursor.littleInt(INFO_HEADER + 4);
    return of(cursor, width, (int) cursor.littleInt(INFO_HEADER + 8), depth);
  }

  /**
   * Checks what all headers have.
   *
   * @param signedHeight negative where rows come from the top
   */
  private static BmpImage of(ByteCursor cursor, int width, int signedHeight, int depth)
      throws ImageException {
    int height = Math.abs(signedHeight);
    if (width < 1 || height < 1) {
      throw new ImageException(
          Text.format(
              "BMP: expected a size of at least 1 x 1, found %d x %d", width, signedHeight));
    }
    if (!List.of(1, 4, 8, 16, 24, 32).contains(depth)) {
      throw new ImageException("BMP: expected 1, 4, 8, 16, 24 or 32 bits a pixel, found " + depth);
    }
    long rowBytes = ((long) width * depth + 31) / 32 * 4; // up to 2^33
    cursor.require(cursor.littleInt(10), saturatedProduct(rowBytes, height));
    Excerpt file = new Excerpt(cursor.bytes().length);
    file.write(cursor.bytes(), 0, cursor.bytes().length);
    return new BmpImage(width, height, depth, file);
  }

  private static long saturatedProduct(long rowBytes, int height) {
    return rowBytes > Long.MAX_VALUE / height ? Long.MAX_VALUE : rowBytes * height;
  }

  @Override
  public Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  @Override
  public int bytesPerPixel() {
    return Rasters.bytesPerPixel(depth, depth == 24);
  }

  @Override
  public RgbImage pixels() throws ImageException {
    return Rasters.toRgb(Plugins.readBmp(stream.open()));
  }
}
