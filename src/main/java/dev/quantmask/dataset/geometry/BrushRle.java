package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.text.Text;

/**
 * Label Studio's brush masks: an RGBA image in the run lengths of <a
 * href="https://github.com/thi-ng/umbrella/tree/develop/packages/rle-pack">rle-pack</a>.
 *
 * <p>A stream of bits, the highest first: 32 bits of how many words there are, 5 of the bits a word
 * less 1, four times 4 of a length's bits less 1; then blocks: a bit that says whether one word
 * repeats, 2 bits that choose among the four lengths, the number of words less 1, and the word once
 * or the words.
 */
public final class BrushRle {
  private static final int CHANNELS = 4;
  private static final int ALPHA = 3;

  private final byte[] bytes;
  private long position; // in bits

  private BrushRle(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Decodes a mask: inside is what is not transparent.
   *
   * @return {@code boolean[height * width]}, rows from the top
   */
  public static boolean[] decode(byte[] bytes, int width, int height)
      throws InvalidAnnotationException {
    return new BrushRle(bytes).decode(width, height);
  }

  /** Encodes a mask: all four channels are 255 inside, and 0 outside. */
  public static byte[] encode(Rle mask) {
    return BrushRleWriter.encode(mask);
  }

  private boolean[] decode(int width, int height) throws InvalidAnnotationException {
    ImageSize.check(width, height);
    long words = bits(32);
    if (words != (long) CHANNELS * width * height) {
      throw InvalidAnnotationException.malformed(
          "rle", Text.format("4 x %d x %d values", width, height), words);
    }
    int wordBits = bits(5) + 1;
    int[] lengthBits = new int[4];
    for (int i = 0; i < lengthBits.length; i++) {
      lengthBits[i] = bits(4) + 1;
    }
    boolean[] inside = new boolean[width * height];
    long word = 0;
    while (word < words) {
      boolean repeats = bits(1) == 1;
      long end = word + 1 + bits(lengthBits[bits(2)]);
      if (end > words) {
        throw InvalidAnnotationException.malformed("rle", words + " values", "more");
      }
      int value = repeats ? bits(wordBits) : 0;
      for (; word < end; word++) {
        int own = repeats ? value : bits(wordBits);
        if (word % CHANNELS == ALPHA) {
          inside[(int) (word / CHANNELS)] = own != 0;
        }
      }
    }
    return inside;
  }

  private int bits(int count) throws InvalidAnnotationException {
    if (position + count > 8L * bytes.length) {
      throw InvalidAnnotationException.malformed("rle", "more of the mask", "its end");
    }
    int value = 0;
    for (int i = 0; i < count; i++, position++) {
      int bit = bytes[(int) (position >> 3)] >> (7 - (position & 7)) & 1;
      value = value << 1 | bit;
    }
    return value;
  }
}
