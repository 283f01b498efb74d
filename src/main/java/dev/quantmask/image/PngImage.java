package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A PNG file reduced to the chunks that its colours need, <a
 * href="https://www.w3.org/TR/png-3/">PNG, third edition</a>.
 *
 * @param depth bits of a sample
 * @param samples of a pixel
 * @param stream a complete PNG file
 */
record PngImage(
    int width, int height, Orientation orientation, int depth, int samples, Excerpt stream)
    implements EncodedImage {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  // Without tRNS there is no alpha; without gAMA, iCCP, sRGB the values stay; without text no
  // bombs.
  private static final List<String> KEPT = List.of("IHDR", "PLTE");
  private static final int CHUNK_HEADER = 8; // length, type
  private static final int CHECKSUM = 4;
  private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D'};
  // One byte of DEFLATE makes at most so many: 258 for each pair of one-bit codes.
  private static final long MOST_INFLATION = 1032;

  /**
   * Reads the chunks up to the end, or to what is no chunk: as for Pillow, an image is whole when
   * its pixels are, whether IEND follows them or not. All IDAT become one: a file may have millions
   * of them, for each of which the JDK's reader takes as long as for thousands of pixels.
   */
  static PngImage parse(byte[] bytes) throws ImageException {
    ByteCursor cursor = new ByteCursor(bytes);
    Excerpt kept = new Excerpt(bytes.length + CHUNK_HEADER + 2 * CHECKSUM);
    kept.write(bytes, 0, SIGNATURE.length());
    Orientation orientation = Orientation.UPRIGHT;
    int idat = 0; // where it begins in what is kept
    int data = 0;
    boolean isEnded = false;
    int position = SIGNATURE.length();
    requireHeader(cursor, position);
    while (isChunk(cursor, position)) {
      long length = cursor.bigInt(position);
      String type = new String(bytes, position + 4, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("IEND")) {
        isEnded = true;
        break;
      }
      int contents = position + CHUNK_HEADER;
      if (!type.equals("IDAT")) { // whose end may be missing too, after the last pixel
        cursor.require(contents, length);
      }
      int size = (int) Math.min(length, bytes.length - contents);
      if (KEPT.contains(type) && data == 0) {
        write(kept, bytes, position, size);
      }
      if (type.equals("eXIf")) {
        orientation = ExifOrientation.read(bytes, contents, size);
      }
      if (type.equals("IDAT") && size > 0) {
        if (data == 0) {
          idat = kept.size();
          kept.write(bytes, position, CHUNK_HEADER);
        }
        data += size;
        kept.write(bytes, contents, size);
      }
      position = (int) Math.min(bytes.length, contents + length + CHECKSUM);
    }
    if (data == 0) {
      throw new ImageException("truncated PNG: expected a chunk IDAT, found none");
    }
    kept.setInt(idat, data);
    kept.write(new byte[CHECKSUM], 0, CHECKSUM);
    write(kept, END, 0, 0);
    PngImage image = of(cursor, orientation, data, kept);
    if (!isEnded) {
      int interlace = cursor.unsignedByte(SIGNATURE.length() + 8 + 12);
      new PngPixels(kept.part(idat + CHUNK_HEADER, data))
          .require(image.width, image.height, image.depth * image.samples, interlace != 0);
    }
    return image;
  }

  private static void requireHeader(ByteCursor cursor, int position) throws ImageException {
    if (cursor.startsWith(position + 4, "CgBI")) {
      throw new ImageException(
          "PNG with Apple's CgBI is not supported: convert it to standard PNG, as"
              + " \"pngcrush -revert-iphone-optimizations\" does");
    }
    if (cursor.bigInt(position) != 13 || !cursor.startsWith(position + 4, "IHDR")) {
      throw new ImageException("PNG: expected a first chunk IHDR of 13 bytes");
    }
  }

  private static boolean isChunk(ByteCursor cursor, int position) throws ImageException {
    if (position + CHUNK_HEADER > cursor.bytes().length) {
      return false;
    }
    for (int i = position + 4; i < position + CHUNK_HEADER; i++) {
      int c = cursor.unsignedByte(i);
      if (c > 127 || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** Writes a chunk of some size, without a checksum: the reader looks at none. */
  private static void write(Excerpt kept, byte[] bytes, int chunk, int size) {
    kept.write(size >> 24);
    kept.write(size >> 16);
    kept.write(size >> 8);
    kept.write(size);
    kept.write(bytes, chunk + 4, 4 + size);
    kept.write(new byte[CHECKSUM], 0, CHECKSUM);
  }

  private static PngImage of(ByteCursor cursor, Orientation orientation, long data, Excerpt kept)
      throws ImageException {
    int header = SIGNATURE.length() + 8;
    long width = cursor.bigInt(header);
    long height = cursor.bigInt(header + 4);
    if (width < 1 || height < 1 || Math.max(width, height) > Integer.MAX_VALUE) {
      throw new ImageException(
          Text.format("PNG: expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    int depth = cursor.unsignedByte(header + 8);
    int colour = cursor.unsignedByte(header + 9);
    if (!depths(colour).contains(depth)) {
      throw new ImageException(
          Text.format("PNG: no such colour type and bit depth: %d, %d", colour, depth));
    }
    double bits = (double) width * height * depth * samples(colour);
    if (data * 8.0 * MOST_INFLATION < bits) {
      throw new ImageException(
          Text.format(
              "truncated PNG: %d bytes of data cannot hold %d x %d pixels", data, width, height));
    }
    return new PngImage((int) width, (int) height, orientation, depth, samples(colour), kept);
  }

  private static List<Integer> depths(int colour) {
    return switch (colour) {
      case 0 -> List.of(1, 2, 4, 8, 16);
      case 3 -> List.of(1, 2, 4, 8);
      case 2, 4, 6 -> List.of(8, 16);
      default -> List.of();
    };
  }

  private static int samples(int colour) {
    return List.of(1, 1, 3, 1, 2, 1, 4).get(colour);
  }

  @Override
  public int bytesPerPixel() {
    return Rasters.bytesPerPixel(depth * samples, depth == 8 && samples == 3);
  }

  @Override
  public RgbImage pixels() throws ImageException {
    return Rasters.toRgb(Plugins.readPng(stream.open()));
  }
}
