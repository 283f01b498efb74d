package dev.quantmask.image.vp8;

/**
 * Decodes bits whose probabilities are known, <a
 * href="https://www.rfc-editor.org/rfc/rfc6386#section-7.3">RFC 6386</a>, section 7.3. Beyond its
 * end it reads zeros and remembers that it did.
 */
final class BoolDecoder {
  private static final int LOADED = 6; // bytes at a time: 8 bits of a value and these fit a long

  private final byte[] bytes;
  private final int end;
  private int position;
  private long value; // its top is compared with the range
  private int extraBits = -Byte.SIZE; // of the value, below the 8 that are compared
  private int range = 255;
  private boolean pastEnd;

  /** Decodes the bytes from a start to an end, both of them within the array. */
  BoolDecoder(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Returns whether more was read than there is: the data are truncated. */
  boolean isPastEnd() {
    return pastEnd;
  }

  /**
   * Decodes one bit.
   *
   * @param probability that it is false, of 256
   */
  boolean bool(int probability) {
    if (extraBits < 0) {
      load();
    }
    int split = 1 + ((range - 1) * probability >> 8);
    boolean bit = value >>> extraBits >= split;
    if (bit) {
      value -= (long) split << extraBits;
      range -= split;
    } else {
      range = split;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24; // the range has 8 bits again
    range <<= shift;
    extraBits -= shift;
    return bit;
  }

  int bit(int probability) {
    return bool(probability) ? 1 : 0;
  }

  boolean flag() {
    return bool(128);
  }

  /** Reads an unsigned number, its highest bit first. */
  int literal(int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | bit(128);
    }
    return number;
  }

  /** Reads a number whose sign follows it, or 0 where a flag says that it is absent. */
  int optionalSigned(int bits) {
    if (!flag()) {
      return 0;
    }
    int magnitude = literal(bits);
    return flag() ? -magnitude : magnitude;
  }

  private void load() {
    if (position + LOADED <= end) {
      for (int i = 0; i < LOADED; i++) {
        value = value << Byte.SIZE | (bytes[position++] & 0xff);
      }
      extraBits += LOADED * Byte.SIZE;
      return;
    }
    pastEnd |= position >= end;
    value = value << Byte.SIZE | (position < end ? bytes[position++] & 0xff : 0);
    extraBits += Byte.SIZE;
  }
}
