package dev.quantmask.server.request;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** What stands before the content of a member of gzip (RFC 1952, section 2.3), byte by byte. */
final class GzipHead {
  private static final int[] MAGIC = {0x1f, 0x8b, 8}; // 8 is deflate
  private static final int FLAGS_AT = 3;
  private static final int FIXED_LENGTH = 10;
  private static final int SUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** The parts in their order, most of which are optional. */
  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    SUM,
    END
  }

  private final CRC32 sum = new CRC32();
  private Part part = Part.FIXED;
  private int count; // bytes of this part
  private int flags;
  private int extraLength;
  private int expectedSum;

  boolean isEmpty() {
    return part == Part.FIXED && count == 0;
  }

  boolean isComplete() {
    return part == Part.END;
  }

  /**
   * Takes the next byte.
   *
   * @throws DataFormatException when it is none of gzip
   */
  void take(int next) throws DataFormatException {
    if (part == Part.SUM) {
      expectedSum |= next << (Byte.SIZE * count);
    } else {
      sum.update(next);
    }
    count++;
    switch (part) {
      case FIXED -> fixed(next);
      case EXTRA_LENGTH -> {
        extraLength |= next << (Byte.SIZE * (count - 1));
        endIf(count == 2);
      }
      case EXTRA -> endIf(count == extraLength);
      case NAME, COMMENT -> endIf(next == 0);
      case SUM -> {
        endIf(count == 2);
        if (part == Part.END && expectedSum != (sum.getValue() & 0xffff)) {
          throw new DataFormatException("a wrong checksum");
        }
      }
      case END -> throw new IllegalStateException();
    }
  }

  private void fixed(int next) throws DataFormatException {
    if (count <= MAGIC.length && next != MAGIC[count - 1]) {
      throw new DataFormatException("bytes that are not gzip");
    }
    if (count == FLAGS_AT + 1) {
      if ((next & RESERVED) != 0) {
        throw new DataFormatException("flags that gzip does not have");
      }
      flags = next;
    }
    endIf(count == FIXED_LENGTH);
  }

  private void endIf(boolean isLast) {
    if (isLast) {
      count = 0;
      do {
        part = Part.values()[part.ordinal() + 1];
      } while (!isThere());
    }
  }

  private boolean isThere() {
    return switch (part) {
      case FIXED, END -> true;
      case EXTRA_LENGTH -> (flags & EXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & NAME) != 0;
      case COMMENT -> (flags & COMMENT) != 0;
      case SUM -> (flags & SUM) != 0;
    };
  }
}
