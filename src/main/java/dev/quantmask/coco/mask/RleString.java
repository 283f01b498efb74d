package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.util.Arrays;

/**
 * The string form of run lengths, as {@code rleToString} and {@code rleFrString} in <a
 * href="https://github.com/cocodataset/cocoapi/blob/master/common/maskApi.c">maskApi.c</a>: from
 * the fourth on, a run is stored as the difference to the one two before; five bits a character,
 * lowest first, bit 5 says that more follow, and the last character's bit 4 is the sign.
 */
final class RleString {
  private static final int FIRST_CHARACTER = 48;
  private static final int LAST_CHARACTER = 111;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;
  private static final int PAYLOAD = 0x1f;
  // Seven characters hold 35 bits: no difference of two ints is longer.
  private static final int LONGEST_NUMBER = 7;

  private RleString() {}

  static String format(int[] counts) {
    StringBuilder text = new StringBuilder(counts.length * 2);
    for (int i = 0; i < counts.length; i++) {
      long value = i > 2 ? (long) counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        int bits = (int) (value & PAYLOAD);
        value >>= 5;
        more = value != ((bits & SIGN) != 0 ? -1 : 0);
        text.append((char) (FIRST_CHARACTER + (more ? bits | MORE : bits)));
      }
    }
    return text.toString();
  }

  static int[] parse(String text) {
    int[] counts = new int[text.length()];
    int size = 0;
    int position = 0;
    while (position < text.length()) {
      int start = position;
      long value = 0;
      int bits;
      do {
        if (position - start == LONGEST_NUMBER) {
          throw malformed(start, "a number of at most " + LONGEST_NUMBER + " characters", "more");
        }
        bits = bitsAt(text, position);
        value |= (long) (bits & PAYLOAD) << (5 * (position - start));
        position++;
      } while ((bits & MORE) != 0);
      if ((bits & SIGN) != 0) {
        value |= -1L << (5 * (position - start));
      }
      if (size > 2) {
        value += counts[size - 2];
      }
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw malformed(start, "run " + size + " to be 0 to " + Integer.MAX_VALUE, "" + value);
      }
      counts[size++] = (int) value;
    }
    return Arrays.copyOf(counts, size);
  }

  private static int bitsAt(String text, int position) {
    if (position == text.length()) {
      throw malformed(position, "another character of the last run", "the end");
    }
    char character = text.charAt(position);
    if (character < FIRST_CHARACTER || character > LAST_CHARACTER) {
      throw malformed(position, "a character '0' to 'o'", Text.format("U+%04X", (int) character));
    }
    return character - FIRST_CHARACTER;
  }

  private static IllegalArgumentException malformed(int position, String expected, String found) {
    return new IllegalArgumentException(
        Text.format("Rle string, character %d: expected %s, found %s", position, expected, found));
  }
}
