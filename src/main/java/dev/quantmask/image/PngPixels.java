package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** The compressed pixels of a PNG, unpacked only to see whether all are there. */
record PngPixels(InputStream packed) {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int[] ADAM7_X = {0, 4, 0, 2, 0, 1, 0}; // first column of each pass
  private static final int[] ADAM7_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] ADAM7_WIDTH = {8, 8, 4, 4, 2, 2, 1}; // columns from one to the next
  private static final int[] ADAM7_HEIGHT = {8, 8, 8, 4, 4, 2, 2};

  /**
   * Requires that no pixel is missing; it is called once.
   *
   * @throws ImageException if one is
   */
  void require(PngHeader header) throws ImageException {
    long expected = expected(header);
    long found = unpacked(expected);
    if (found < expected) {
      throw new ImageException(
          Text.format(
              "truncated or damaged PNG: expected %d bytes of pixels, found %d", expected, found));
    }
  }

  private static long expected(PngHeader header) {
    if (!header.isInterlaced()) {
      return bytes(header, header.width(), header.height());
    }
    long expected = 0;
    for (int pass = 0; pass < ADAM7_X.length; pass++) {
      long columns = count(header.width(), ADAM7_X[pass], ADAM7_WIDTH[pass]);
      long rows = count(header.height(), ADAM7_Y[pass], ADAM7_HEIGHT[pass]);
      expected += bytes(header, columns, rows);
    }
    return expected;
  }

  private static long bytes(PngHeader header, long columns, long rows) {
    long rowBytes = 1 + (columns * header.bitsPerPixel() + 7) / 8; // with the row's filter
    return columns == 0 ? 0 : rows * rowBytes;
  }

  private static long count(int size, int first, int step) {
    return size <= first ? 0 : (size - first + step - 1L) / step;
  }

  /** Returns how many bytes there are, but no more than are needed. */
  private long unpacked(long most) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long count = 0;
    try (InputStream all = new InflaterInputStream(packed)) {
      for (int read = all.read(buffer); read >= 0 && count < most; read = all.read(buffer)) {
        count += read;
      }
    } catch (IOException e) {
      return count; // it ends here, or is damaged from here on
    }
    return count;
  }
}
