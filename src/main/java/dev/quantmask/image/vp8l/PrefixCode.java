package dev.quantmask.image.vp8l;

import dev.quantmask.text.Text;
import java.io.IOException;

/** A canonical prefix code, whose codes have up to 15 bits; the highest one is read first. */
final class PrefixCode {
  static final int MOST_BITS = 15;
  private static final int MOST_TABLE_BITS = 7; // a small table: an image may have many codes
  private static final int LENGTH_BITS = 4;
  private static final int OBJECTS = 180; // this one, the counts, the headers of arrays

  private final int[] counts = new int[MOST_BITS + 1]; // of codes, by length
  private final char[] symbols; // by code
  private final int tableBits;
  private final char[] table; // a symbol and its length, by the next bits; 0 where they are too few

  /**
   * Makes a code.
   *
   * @param lengths of the codes by symbol, 0 for none
   * @throws IOException if they make no complete code
   */
  PrefixCode(int[] lengths) throws IOException {
    int used = 0;
    int longest = 0;
    for (int length : lengths) {
      counts[length]++;
      used += length > 0 ? 1 : 0;
      longest = Math.max(longest, length);
    }
    counts[0] = 0;
    this.symbols = sorted(lengths, used);
    if (used == 1) { // takes no bits
      this.tableBits = 0;
      this.table = new char[0];
      return;
    }
    requireComplete();
    this.tableBits = Math.min(MOST_TABLE_BITS, longest);
    this.table = new char[1 << tableBits];
    fillTable();
  }

  private char[] sorted(int[] lengths, int used) {
    int[] next = new int[MOST_BITS + 1];
    for (int length = 1; length < MOST_BITS; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    char[] result = new char[used];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        result[next[lengths[symbol]]++] = (char) symbol;
      }
    }
    return result;
  }

  private void requireComplete() throws IOException {
    int left = 1;
    for (int length = 1; length <= MOST_BITS && left >= 0; length++) {
      left = 2 * left - counts[length];
    }
    if (left != 0) {
      throw new IOException(
          Text.format("VP8L: a prefix code of %d symbols is not complete", symbols.length));
    }
  }

  private void fillTable() {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= tableBits; length++) {
      for (int i = 0; i < counts[length]; i++) {
        int first = Integer.reverse(code) >>> Integer.SIZE - length;
        for (int entry = first; entry < table.length; entry += 1 << length) {
          table[entry] = (char) (symbols[index] << LENGTH_BITS | length);
        }
        index++;
        code++;
      }
      code <<= 1;
    }
  }

  /** Returns about what the code takes of the heap. */
  int bytes() {
    return OBJECTS + Character.BYTES * (symbols.length + table.length);
  }

  int read(BitReader bits) {
    if (symbols.length == 1) {
      return symbols[0];
    }
    int next = bits.peek();
    int entry = table[next & table.length - 1];
    if (entry != 0) {
      bits.skip(entry & (1 << LENGTH_BITS) - 1);
      return entry >> LENGTH_BITS;
    }
    int code = 0;
    int first = 0; // code of this length
    int index = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      code = code << 1 | next & 1;
      next >>>= 1;
      if (code < first + counts[length]) {
        bits.skip(length);
        return symbols[index + code - first];
      }
      index += counts[length];
      first = first + counts[length] << 1;
    }
    throw new IllegalStateException("a complete code has each sequence of bits");
  }
}
