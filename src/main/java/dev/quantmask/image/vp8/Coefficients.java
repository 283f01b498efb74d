package dev.quantmask.image.vp8;

import java.util.Arrays;

/**
 * Reads the coefficients of macroblocks, RFC 6386, section 13, and dequantizes them. Blocks 0 to 15
 * are of luma, 16 to 19 and 20 to 23 of chroma, 24 is of luma's means.
 */
final class Coefficients {
  static final int IN_BLOCK = 16;
  static final int LUMA_BLOCKS = 16;
  private static final int BLOCKS = 24;
  private static final int MEANS = 24;
  // Kinds of blocks, as the probabilities know them.
  private static final int LUMA_AFTER_MEANS = 0;
  private static final int OF_MEANS = 1;
  private static final int OF_CHROMA = 2;
  private static final int LUMA = 3;
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
  // The probabilities of the extra bits of the categories of large values, 3 to 6.
  private static final int[][] EXTRA_BITS = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };
  // Flags of a column or row of macroblocks: whether its blocks at that edge had coefficients.
  private static final int EDGE = 9; // 4 of luma, 2 and 2 of chroma, 1 of the means
  private static final int EDGE_OF_MEANS = 8;

  private final FrameHeader header;
  private final byte[] above;
  private final byte[] left = new byte[EDGE];
  private BoolDecoder data;

  /** The dequantized coefficients, {@code (25 blocks, 16)}. */
  final short[] values = new short[(BLOCKS + 1) * IN_BLOCK];

  /** How many of a block's coefficients count, in zigzag order: none, the first, or more. */
  final int[] counts = new int[BLOCKS];

  Coefficients(FrameHeader header) {
    this.header = header;
    this.above = new byte[EDGE * header.columns()];
  }

  void startRow(int row) {
    data = header.coefficients()[row % header.coefficients().length];
    Arrays.fill(left, (byte) 0);
  }

  boolean isPastEnd() {
    return data.isPastEnd();
  }

  /** Reads a macroblock, whose modes have been read; returns whether it has coefficients. */
  boolean read(Modes modes, int column) {
    Arrays.fill(values, (short) 0);
    Arrays.fill(counts, 0);
    int edge = EDGE * column;
    if (modes.skipsCoefficients) {
      int kept = modes.hasSubblocks ? EDGE_OF_MEANS : EDGE; // without means theirs stay
      Arrays.fill(above, edge, edge + kept, (byte) 0);
      Arrays.fill(left, 0, kept, (byte) 0);
      return false;
    }
    Quantizer quantizer = header.quantizers()[modes.segment];
    int kind = LUMA;
    int first = 0;
    if (!modes.hasSubblocks) {
      readMeans(quantizer, edge);
      kind = LUMA_AFTER_MEANS;
      first = 1;
    }
    boolean any = false;
    for (int block = 0; block < LUMA_BLOCKS; block++) {
      int x = edge + block % 4;
      int y = block / 4;
      any |= read(block, kind, first, x, y, quantizer.lumaDc(), quantizer.lumaAc());
    }
    for (int block = LUMA_BLOCKS; block < BLOCKS; block++) {
      int plane = 4 + (block - LUMA_BLOCKS) / 4 * 2;
      int x = edge + plane + block % 2;
      int y = plane + block / 2 % 2;
      any |= read(block, OF_CHROMA, 0, x, y, quantizer.chromaDc(), quantizer.chromaAc());
    }
    return any;
  }

  private void readMeans(Quantizer quantizer, int edge) {
    int context = above[edge + EDGE_OF_MEANS] + left[EDGE_OF_MEANS];
    int end = tokens(MEANS, OF_MEANS, context, 0, quantizer.meansDc(), quantizer.meansAc());
    byte flag = (byte) (end > 0 ? 1 : 0);
    above[edge + EDGE_OF_MEANS] = flag;
    left[EDGE_OF_MEANS] = flag;
    Transform.spreadMeans(values, MEANS * IN_BLOCK);
  }

  /** Reads one block; returns whether anything is to be added to its prediction. */
  private boolean read(int block, int kind, int first, int x, int y, int dc, int ac) {
    int end = tokens(block, kind, above[x] + left[y], first, dc, ac);
    byte flag = (byte) (end > first ? 1 : 0);
    above[x] = flag;
    left[y] = flag;
    counts[block] = end > 1 ? end : values[block * IN_BLOCK] == 0 ? 0 : 1;
    return counts[block] > 0;
  }

  /** Reads tokens up to the end of the block; returns the position after the last one. */
  private int tokens(int block, int kind, int context, int first, int dc, int ac) {
    CoefficientProbabilities probabilities = header.probabilities();
    int node = CoefficientProbabilities.index(kind, first, context);
    int position = first;
    while (position < IN_BLOCK) {
      if (!data.bool(probabilities.at(node))) {
        return position; // the rest is zero
      }
      while (!data.bool(probabilities.at(node + 1))) {
        position++;
        if (position == IN_BLOCK) {
          return IN_BLOCK;
        }
        node = CoefficientProbabilities.index(kind, position, 0);
      }
      int value = data.bool(probabilities.at(node + 2)) ? large(probabilities, node) : 1;
      int signed = data.flag() ? -value : value;
      int factor = position == 0 ? dc : ac;
      values[block * IN_BLOCK + ZIGZAG[position]] = (short) (signed * factor);
      position++;
      node = CoefficientProbabilities.index(kind, position, value == 1 ? 1 : 2);
    }
    return IN_BLOCK;
  }

  /** Reads a value of two or more. */
  private int large(CoefficientProbabilities probabilities, int node) {
    if (!data.bool(probabilities.at(node + 3))) {
      if (!data.bool(probabilities.at(node + 4))) {
        return 2;
      }
      return 3 + data.bit(probabilities.at(node + 5));
    }
    if (!data.bool(probabilities.at(node + 6))) {
      if (!data.bool(probabilities.at(node + 7))) {
        return 5 + data.bit(159);
      }
      return 7 + 2 * data.bit(165) + data.bit(145);
    }
    int high = data.bit(probabilities.at(node + 8));
    int category = 2 * high + data.bit(probabilities.at(node + 9 + high));
    int extra = 0;
    for (int probability : EXTRA_BITS[category]) {
      extra = 2 * extra + data.bit(probability);
    }
    return 3 + (8 << category) + extra;
  }
}
