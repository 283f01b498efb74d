package dev.quantmask.image.vp8l;

/**
 * Red was predicted from green, and blue from green and red, with factors for each block.
 *
 * @param blocks the factors, as pixels
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record ColorTransform(int blockBits, int[] blocks) implements Transform {
  @Override
  public void undo(int[] pixels, int width, int height) {
    int columns = Blocks.count(width, blockBits);
    for (int i = 0; i < width * height; i++) {
      int factors = blocks[(i / width >> blockBits) * columns + (i % width >> blockBits)];
      int pixel = pixels[i];
      int green = pixel >> 8;
      int red = (pixel >> 16) + part(factors, green) & 0xff;
      int blue = pixel + part(factors >> 8, green) + part(factors >> 16, red) & 0xff;
      pixels[i] = pixel & 0xff00ff00 | red << 16 | blue;
    }
  }

  /** Multiplies the lowest bytes, which are signed; a factor is of 32. */
  private static int part(int factor, int color) {
    return (byte) factor * (byte) color >> 5;
  }
}
