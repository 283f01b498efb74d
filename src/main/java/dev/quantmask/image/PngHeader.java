package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.util.List;

/**
 * What IHDR, the first chunk of a PNG file, says.
 *
 * @param depth bits of a sample
 * @param colour 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
 */
record PngHeader(int width, int height, int depth, int colour, boolean isInterlaced) {
  private static final int SIZE = 13; // of its contents
  // One byte of DEFLATE makes at most so many: 258 for each pair of one-bit codes.
  private static final long MOST_INFLATION = 1032;

  static PngHeader read(ByteCursor cursor) throws ImageException {
    int chunk = PngChunks.SIGNATURE.length();
    if (cursor.startsWith(chunk + 4, "CgBI")) {
      throw new ImageException(
          "PNG with Apple's CgBI is not supported: convert it to standard PNG, as"
              + " \"pngcrush -revert-iphone-optimizations\" does");
    }
    if (cursor.bigInt(chunk) != SIZE || !cursor.startsWith(chunk + 4, "IHDR")) {
      throw new ImageException("PNG: expected a first chunk IHDR of 13 bytes");
    }
    int contents = chunk + PngChunks.HEADER;
    cursor.require(contents, SIZE);
    long width = cursor.bigInt(contents);
    long height = cursor.bigInt(contents + 4);
    if (width < 1 || height < 1 || Math.max(width, height) > Integer.MAX_VALUE) {
      throw new ImageException(
          Text.format("PNG: expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    int depth = cursor.unsignedByte(contents + 8);
    int colour = cursor.unsignedByte(contents + 9);
    if (!depths(colour).contains(depth)) {
      throw new ImageException(
          Text.format("PNG: no such colour type and bit depth: %d, %d", colour, depth));
    }
    boolean isInterlaced = cursor.unsignedByte(contents + 12) != 0;
    return new PngHeader((int) width, (int) height, depth, colour, isInterlaced);
  }

  private static List<Integer> depths(int colour) {
    return switch (colour) {
      case 0 -> List.of(1, 2, 4, 8, 16);
      case 3 -> List.of(1, 2, 4, 8);
      case 2, 4, 6 -> List.of(8, 16);
      default -> List.of();
    };
  }

  /** Returns the samples of a pixel; an index of a palette is one. */
  int samples() {
    return List.of(1, 1, 3, 1, 2, 1, 4).get(colour);
  }

  int bitsPerPixel() {
    return depth * samples();
  }

  /** Refuses compressed data that is too short before anything is unpacked. */
  void requireEnough(long bytes) throws ImageException {
    double bits = (double) width * height * bitsPerPixel();
    if (bytes * 8.0 * MOST_INFLATION < bits) {
      throw new ImageException(
          Text.format(
              "truncated PNG: %d bytes of data cannot hold %d x %d pixels", bytes, width, height));
    }
  }
}
