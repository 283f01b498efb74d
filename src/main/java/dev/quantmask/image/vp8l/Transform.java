package dev.quantmask.image.vp8l;

import java.io.IOException;

/** A change that the encoder made to all pixels; specification, section 4. */
sealed interface Transform permits Prediction, ColorTransform, SubtractedGreen, Palette {
  /** Returns the width that the image has before the transform is undone. */
  default int codedWidth(int width) {
    return width;
  }

  /**
   * Undoes the transform in place. Pixels are ARGB, row by row.
   *
   * @param width of the result
   */
  void undo(int[] pixels, int width, int height);

  /** Reads one, of which the type is next. */
  static Transform read(BitReader bits, int width, int height) throws IOException {
    int type = bits.bits(2);
    if (type == 2) {
      return new SubtractedGreen();
    }
    if (type == 3) {
      return Palette.read(bits);
    }
    int blockBits = 2 + bits.bits(3);
    int columns = Blocks.count(width, blockBits);
    int[] blocks = EntropyCodedImage.readPart(bits, columns, Blocks.count(height, blockBits));
    return type == 0 ? new Prediction(blockBits, blocks) : new ColorTransform(blockBits, blocks);
  }

  /** Adds two pixels, each channel by itself. */
  static int add(int one, int other) {
    int alphaAndGreen = (one & 0xff00ff00) + (other & 0xff00ff00);
    int redAndBlue = (one & 0x00ff00ff) + (other & 0x00ff00ff);
    return alphaAndGreen & 0xff00ff00 | redAndBlue & 0x00ff00ff;
  }
}
