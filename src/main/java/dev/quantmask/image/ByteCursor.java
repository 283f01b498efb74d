package dev.quantmask.image;

import dev.quantmask.text.Text;

/** Reads numbers at positions of a byte array; reading beyond its end means a truncated image. */
@SuppressWarnings("ArrayRecordComponent") // a view: identity is what callers want
record ByteCursor(byte[] bytes) {
  int unsignedByte(long position) throws ImageException {
    require(position, 1);
    return bytes[(int) position] & 0xff;
  }

  int bigShort(long position) throws ImageException {
    return unsignedByte(position) << 8 | unsignedByte(position + 1);
  }

  int littleShort(long position) throws ImageException {
    return unsignedByte(position) | unsignedByte(position + 1) << 8;
  }

  /** 0 to 2^32 - 1. */
  long bigInt(long position) throws ImageException {
    return (long) bigShort(position) << 16 | bigShort(position + 2);
  }

  /** 0 to 2^32 - 1. */
  long littleInt(long position) throws ImageException {
    return littleShort(position) | (long) littleShort(position + 2) << 16;
  }

  void require(long position, long length) throws ImageException {
    if (position < 0 || length < 0 || length > bytes.length - position) {
      throw new ImageException(
          Text.format(
              "truncated image: expected %d bytes at %d, found the end at %d",
              length, position, bytes.length));
    }
  }

  /** Returns whether the Latin-1 text stands at the position. */
  boolean startsWith(int position, String text) {
    if (position + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[position + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
