package dev.quantmask.image;

import java.util.Arrays;

/**
 * Finds the orientation in an EXIF block, which is a TIFF file: a byte order, the position of the
 * first directory, and in it entries of 12 bytes: tag, type, count, value. <a
 * href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">Exif 2.32</a>, 4.6.
 */
final class ExifOrientation {
  private static final int ORIENTATION = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final int ENTRY_SIZE = 12;

  private ExifOrientation() {}

  /**
   * Reads the block; upright where it says nothing or is damaged, for an image is worth more than
   * its metadata.
   *
   * @param start of the block in the bytes; it may begin with {@code Exif\0\0}
   */
  static Orientation read(byte[] bytes, int start, int length) {
    ByteCursor exif = new ByteCursor(Arrays.copyOfRange(bytes, start, start + length));
    int tiff = exif.startsWith(0, "Exif\0\0") ? 6 : 0;
    try {
      return readDirectory(exif, tiff);
    } catch (ImageException damaged) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation readDirectory(ByteCursor exif, int tiff) throws ImageException {
    boolean little = exif.startsWith(tiff, "II*\0");
    if (!little && !exif.startsWith(tiff, "MM\0*")) {
      return Orientation.UPRIGHT;
    }
    long directory = tiff + (little ? exif.littleInt(tiff + 4) : exif.bigInt(tiff + 4));
    int entries = readShort(exif, directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_SIZE;
      if (readShort(exif, entry, little) != ORIENTATION) {
        continue;
      }
      boolean isShort = readShort(exif, entry + 2, little) == TYPE_SHORT;
      return isShort ? Orientation.ofExif(readShort(exif, entry + 8, little)) : Orientation.UPRIGHT;
    }
    return Orientation.UPRIGHT;
  }

  private static int readShort(ByteCursor exif, long position, boolean little)
      throws ImageException {
    return little ? exif.littleShort(position) : exif.bigShort(position);
  }
}
