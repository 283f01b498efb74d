package dev.quantmask.image.vp8l;

import java.io.IOException;

/**
 * Pixels are indices into a palette; where it is small, several of them share the green of one.
 *
 * @param packing log2 of how many
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record Palette(int[] colors, int packing) implements Transform {
  static Palette read(BitReader bits) throws IOException {
    int size = 1 + bits.bits(8);
    int[] colors = EntropyCodedImage.readPart(bits, size, 1);
    for (int i = 1; i < size; i++) {
      colors[i] = Transform.add(colors[i], colors[i - 1]);
    }
    return new Palette(colors, size <= 2 ? 3 : size <= 4 ? 2 : size <= 16 ? 1 : 0);
  }

  @Override
  public int codedWidth(int width) {
    return Blocks.count(width, packing);
  }

  /** Goes from the last pixel to the first: none is overwritten before it has been read. */
  @Override
  public void undo(int[] pixels, int width, int height) {
    int codedWidth = codedWidth(width);
    int indexBits = Byte.SIZE >> packing;
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        int green = pixels[y * codedWidth + (x >> packing)] >> 8 & 0xff;
        int index = green >> (x & (1 << packing) - 1) * indexBits & (1 << indexBits) - 1;
        pixels[y * width + x] = index < colors.length ? colors[index] : 0;
      }
    }
  }
}
