package dev.quantmask.image.vp8l;

/** Reads bits, the lowest of each byte first. Beyond the end it reads zeros, and remembers that. */
final class BitReader {
  private final byte[] bytes;
  private int position;
  private long window;
  private int available; // bits in the window
  private boolean pastEnd;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns whether more was read than there is: the data are truncated. */
  boolean isPastEnd() {
    return pastEnd;
  }

  /** Reads a number of up to 24 bits. */
  int bits(int count) {
    int value = peek() & (1 << count) - 1;
    skip(count);
    return value;
  }

  boolean flag() {
    return bits(1) == 1;
  }

  /** Returns the next 24 bits and more, which stay. */
  int peek() {
    if (available < Integer.SIZE) {
      while (available <= Long.SIZE - 2 * Byte.SIZE && position < bytes.length) {
        window |= (bytes[position++] & 0xffL) << available;
        available += Byte.SIZE;
      }
    }
    return (int) window;
  }

  void skip(int count) {
    pastEnd |= count > available;
    window >>>= count;
    available = Math.max(0, available - count);
  }
}
