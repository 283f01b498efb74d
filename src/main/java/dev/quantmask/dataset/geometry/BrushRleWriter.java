package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.Rle;
import java.io.ByteArrayOutputStream;

/** Writes the stream of bits that {@link BrushRle} describes. */
final class BrushRleWriter {
  private static final int CHANNELS = 4;
  private static final int WORD_BITS = 8;
  private static final int[] LENGTH_BITS = {3, 4, 8, 16}; // those that Label Studio writes

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int pending; // bits that are no byte yet
  private int pendingCount;

  private BrushRleWriter() {}

  static byte[] encode(Rle mask) {
    BrushRleWriter writer = new BrushRleWriter();
    writer.bits((long) CHANNELS * mask.width() * mask.height(), 32);
    writer.bits(WORD_BITS - 1, 5);
    for (int length : LENGTH_BITS) {
      writer.bits(length - 1, 4);
    }
    boolean[] inside = mask.decode();
    for (int start = 0; start < inside.length; ) {
      int end = start + 1;
      while (end < inside.length && inside[end] == inside[start]) {
        end++;
      }
      writer.repeat(inside[start] ? 255 : 0, (long) CHANNELS * (end - start));
      start = end;
    }
    writer.bits(0, (WORD_BITS - writer.pendingCount) % WORD_BITS);
    return writer.bytes.toByteArray();
  }

  private void repeat(int word, long count) {
    long left = count;
    while (left > 0) {
      int choice = 0;
      while (choice < LENGTH_BITS.length - 1 && left > 1L << LENGTH_BITS[choice]) {
        choice++;
      }
      long length = Math.min(left, 1L << LENGTH_BITS[choice]);
      bits(1, 1);
      bits(choice, 2);
      bits(length - 1, LENGTH_BITS[choice]);
      bits(word, WORD_BITS);
      left -= length;
    }
  }

  private void bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pending = pending << 1 | (int) (value >> i & 1);
      if (++pendingCount == WORD_BITS) {
        bytes.write(pending);
        pending = 0;
        pendingCount = 0;
      }
    }
  }
}
