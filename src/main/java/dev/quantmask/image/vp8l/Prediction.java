package dev.quantmask.image.vp8l;

/**
 * Pixels were predicted from their neighbors, with a mode for each block.
 *
 * @param blocks the modes, as green of pixels
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record Prediction(int blockBits, int[] blocks) implements Transform {
  private static final int BLACK = 0xff000000;

  @Override
  public void undo(int[] pixels, int width, int height) {
    pixels[0] = Transform.add(pixels[0], BLACK);
    for (int x = 1; x < width; x++) {
      pixels[x] = Transform.add(pixels[x], pixels[x - 1]);
    }
    int columns = Blocks.count(width, blockBits);
    for (int y = 1; y < height; y++) {
      int row = y * width;
      pixels[row] = Transform.add(pixels[row], pixels[row - width]);
      int block = (y >> blockBits) * columns;
      for (int x = 1; x < width; x++) {
        int mode = blocks[block + (x >> blockBits)] >> 8 & 15;
        int at = row + x;
        pixels[at] = Transform.add(pixels[at], predict(mode, pixels, at, width));
      }
    }
  }

  private static int predict(int mode, int[] pixels, int at, int width) {
    int left = pixels[at - 1];
    int above = pixels[at - width];
    int aboveLeft = pixels[at - width - 1];
    int aboveRight = pixels[at - width + 1]; // after the last column, the first of this row
    return switch (mode) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> aboveRight;
      case 4 -> aboveLeft;
      case 5 -> mean(mean(left, aboveRight), above);
      case 6 -> mean(left, aboveLeft);
      case 7 -> mean(left, above);
      case 8 -> mean(aboveLeft, above);
      case 9 -> mean(above, aboveRight);
      case 10 -> mean(mean(left, aboveLeft), mean(above, aboveRight));
      case 11 -> nearer(left, above, aboveLeft);
      case 12 -> gradient(left, above, aboveLeft);
      case 13 -> halfGradient(mean(left, above), aboveLeft);
      default -> BLACK;
    };
  }

  private static int mean(int one, int other) {
    return ((one ^ other) >>> 1 & 0x7f7f7f7f) + (one & other);
  }

  /** Returns left or above: whichever is nearer to their sum less the corner. */
  private static int nearer(int left, int above, int corner) {
    int fromLeft = 0;
    int fromAbove = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      fromLeft += Math.abs(channel(above, shift) - channel(corner, shift));
      fromAbove += Math.abs(channel(left, shift) - channel(corner, shift));
    }
    return fromLeft < fromAbove ? left : above;
  }

  private static int gradient(int left, int above, int corner) {
    int result = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int sum = channel(left, shift) + channel(above, shift) - channel(corner, shift);
      result |= clamp(sum) << shift;
    }
    return result;
  }

  private static int halfGradient(int mean, int corner) {
    int result = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int value = channel(mean, shift);
      result |= clamp(value + (value - channel(corner, shift)) / 2) << shift;
    }
    return result;
  }

  private static int channel(int pixel, int shift) {
    return pixel >>> shift & 0xff;
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
