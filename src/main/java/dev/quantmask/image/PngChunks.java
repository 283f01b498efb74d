package dev.quantmask.image;

import java.nio.charset.StandardCharsets;

/**
 * The chunks of a PNG file, one after the other, up to IEND or to what is no chunk: as for Pillow,
 * an image is whole when its pixels are, whether IEND follows them or not.
 */
final class PngChunks {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  static final int HEADER = 8; // bytes of length and type
  static final int CHECKSUM = 4;

  private final ByteCursor cursor;
  private int next = SIGNATURE.length();
  private boolean isEnded;

  /**
   * A chunk.
   *
   * @param position of its length in the file
   * @param size of its contents, in bytes; those that the file has, where it ends in an IDAT
   */
  record Chunk(String type, int position, int size) {
    int contents() {
      return position + HEADER;
    }
  }

  PngChunks(ByteCursor cursor) {
    this.cursor = cursor;
  }

  /** Returns the next chunk; null after the last. */
  Chunk next() throws ImageException {
    if (isEnded || !isChunk()) {
      return null;
    }
    int fileLength = cursor.bytes().length;
    int position = next;
    int contents = position + HEADER;
    long length = cursor.bigInt(position);
    String type = new String(cursor.bytes(), position + 4, 4, StandardCharsets.ISO_8859_1);
    if (type.equals("IEND")) {
      isEnded = true;
      return null;
    }
    if (!type.equals("IDAT")) { // whose end may be missing too, after the last pixel
      cursor.require(contents, length);
    }
    next = (int) Math.min(fileLength, contents + length + CHECKSUM);
    return new Chunk(type, position, (int) Math.min(length, fileLength - contents));
  }

  private boolean isChunk() throws ImageException {
    if (next + HEADER > cursor.bytes().length) {
      return false;
    }
    for (int i = next + 4; i < next + HEADER; i++) {
      int c = cursor.unsignedByte(i);
      if (c > 127 || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether IEND was found. */
  boolean isEnded() {
    return isEnded;
  }
}
