package dev.quantmask.image.vp8l;

import dev.quantmask.text.Text;
import java.io.IOException;

/** Reads how long the codes of an alphabet are. */
final class PrefixCodeReader {
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int REPEAT = 16;
  private static final int ZEROS = 17;

  private PrefixCodeReader() {}

  static PrefixCode read(BitReader bits, int alphabet) throws IOException {
    PrefixCode code = new PrefixCode(bits.flag() ? simple(bits, alphabet) : normal(bits, alphabet));
    if (bits.isPastEnd()) {
      throw new IOException("VP8L: the data end within the prefix codes");
    }
    return code;
  }

  /** Reads one or two symbols, whose codes have the same length. */
  private static int[] simple(BitReader bits, int alphabet) {
    int[] lengths = new int[alphabet];
    boolean two = bits.flag();
    int first = bits.bits(bits.flag() ? 8 : 1);
    int second = two ? bits.bits(8) : first;
    for (int symbol : new int[] {first, second}) {
      if (symbol < alphabet) {
        lengths[symbol] = 1;
      }
    }
    return lengths;
  }

  private static int[] normal(BitReader bits, int alphabet) throws IOException {
    int[] own = new int[ORDER.length];
    int count = 4 + bits.bits(4);
    for (int i = 0; i < count; i++) {
      own[ORDER[i]] = bits.bits(3);
    }
    PrefixCode code = new PrefixCode(own);
    int tokens = bits.flag() ? 2 + bits.bits(2 + 2 * bits.bits(3)) : alphabet;
    if (tokens > alphabet) {
      throw new IOException(
          Text.format("VP8L: expected at most %d lengths of codes, found %d", alphabet, tokens));
    }
    int[] lengths = new int[alphabet];
    int previous = 8;
    int symbol = 0;
    while (symbol < alphabet && tokens-- > 0) {
      int token = code.read(bits);
      if (token < REPEAT) {
        lengths[symbol++] = token;
        previous = token == 0 ? previous : token;
        continue;
      }
      int repeated = token == REPEAT ? previous : 0;
      int times =
          token == REPEAT
              ? 3 + bits.bits(2)
              : token == ZEROS ? 3 + bits.bits(3) : 11 + bits.bits(7);
      if (symbol + times > alphabet) {
        throw new IOException(
            Text.format("VP8L: more lengths of codes than the %d of the alphabet", alphabet));
      }
      for (int i = 0; i < times; i++) {
        lengths[symbol++] = repeated;
      }
    }
    return lengths;
  }
}
