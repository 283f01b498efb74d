package dev.quantmask.image.vp8l;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes the bitstream of a lossless WebP image, <a
 * href="https://www.rfc-editor.org/rfc/rfc9649#section-3">RFC 9649</a>, section 3. Time and memory
 * are bounded by the number of pixels and of bytes.
 */
public final class Vp8lDecoder {
  /** Bytes of a pixel, at most one for the modes of blocks of at least 4 x 4, and the codes. */
  public static final int WORKING_BYTES_PER_PIXEL =
      Integer.BYTES + 1 + EntropyCodedImage.CODES_BYTES_PER_PIXEL;

  private static final int SIGNATURE = 0x2f;
  private static final int SIDE_BITS = 14;

  /** A transform, and the width of its result. */
  private record Step(Transform transform, int width) {}

  private Vp8lDecoder() {}

  /**
   * Decodes an image.
   *
   * @return {@code byte[height * width * 3]}, rows from the top, red green blue; alpha is dropped
   * @throws IOException if it is truncated or damaged
   */
  public static byte[] decode(byte[] stream) throws IOException {
    BitReader bits = new BitReader(stream);
    if (bits.bits(8) != SIGNATURE) {
      throw new IOException("VP8L: expected the signature 47");
    }
    int width = 1 + bits.bits(SIDE_BITS);
    int height = 1 + bits.bits(SIDE_BITS);
    bits.flag(); // whether alpha is used
    int version = bits.bits(3);
    if (version != 0) {
      throw new IOException(Text.format("VP8L: expected version 0, found %d", version));
    }
    int[] pixels = new int[Math.multiplyExact(width, height)];
    Deque<Step> steps = new ArrayDeque<>(); // the last one is undone first
    int codedWidth = width;
    while (bits.flag()) {
      Transform transform = Transform.read(bits, codedWidth, height);
      if (steps.stream().anyMatch(it -> it.transform().getClass() == transform.getClass())) {
        throw new IOException("VP8L: a transform is there twice");
      }
      steps.push(new Step(transform, codedWidth));
      codedWidth = transform.codedWidth(codedWidth);
    }
    EntropyCodedImage.readMain(bits, codedWidth, height, pixels);
    for (Step step : steps) {
      step.transform().undo(pixels, step.width(), height);
    }
    return rgb(pixels);
  }

  private static byte[] rgb(int[] pixels) {
    byte[] rgb = new byte[Math.multiplyExact(3, pixels.length)];
    int target = 0;
    for (int pixel : pixels) {
      rgb[target++] = (byte) (pixel >> 16);
      rgb[target++] = (byte) (pixel >> 8);
      rgb[target++] = (byte) pixel;
    }
    return rgb;
  }
}
