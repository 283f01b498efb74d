package dev.quantmask.image.vp8;

import java.util.Arrays;

/** Holds the three planes of a frame: luma, and two of chroma with half as many samples a side. */
record Planes(Plane luma, Plane blue, Plane red) {
  static final int MACROBLOCK = 16; // samples of luma a side
  static final int CHROMA = 8;

  static Planes of(int columns, int rows) {
    return new Planes(
        Plane.of(columns * MACROBLOCK, rows * MACROBLOCK),
        Plane.of(columns * CHROMA, rows * CHROMA),
        Plane.of(columns * CHROMA, rows * CHROMA));
  }

  /** Returns the bytes that the planes of an image take. */
  static long bytes(int width, int height) {
    long columns = (width + MACROBLOCK - 1) / MACROBLOCK;
    long rows = (height + MACROBLOCK - 1) / MACROBLOCK;
    return Plane.bytes(columns * MACROBLOCK, rows * MACROBLOCK)
        + 2 * Plane.bytes(columns * CHROMA, rows * CHROMA);
  }

  /**
   * Holds the samples of a plane. Before them lie the row and the column that blocks at the top and
   * at the left are predicted from, RFC 6386, section 12.2.
   */
  @SuppressWarnings("ArrayRecordComponent") // local to one decoding
  record Plane(byte[] samples, int stride) {
    private static final byte ABOVE = 127;
    private static final byte LEFT = (byte) 129;

    static Plane of(int width, int height) {
      int stride = width + 1;
      byte[] samples = new byte[Math.toIntExact(bytes(width, height))];
      Arrays.fill(samples, 0, stride, ABOVE);
      for (int i = stride; i < samples.length; i += stride) {
        samples[i] = LEFT;
      }
      return new Plane(samples, stride);
    }

    static long bytes(long width, long height) {
      return (width + 1) * (height + 1);
    }

    int index(int x, int y) {
      return (y + 1) * stride + x + 1;
    }

    int at(int index) {
      return samples[index] & 0xff;
    }

    void set(int index, int value) {
      samples[index] = (byte) Math.max(0, Math.min(255, value));
    }
  }
}
