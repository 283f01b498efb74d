package dev.quantmask.image.vp8;

/**
 * Holds what differs between up to four kinds of macroblocks, RFC 6386, section 9.3.
 *
 * @param hasMap whether each macroblock names its segment; without it all are of segment 0
 * @param quantizers indices, by segment
 * @param filterLevels by segment
 * @param probabilities of the tree of a macroblock's segment
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record Segmentation(
    boolean enabled,
    boolean hasMap,
    boolean absolute,
    int[] quantizers,
    int[] filterLevels,
    int[] probabilities) {
  static final int SEGMENTS = 4;

  static Segmentation read(BoolDecoder header) {
    boolean enabled = header.flag();
    boolean hasMap = enabled && header.flag();
    boolean absolute = true;
    int[] quantizers = new int[SEGMENTS];
    int[] filterLevels = new int[SEGMENTS];
    int[] probabilities = new int[SEGMENTS - 1];
    if (enabled && header.flag()) {
      absolute = header.flag();
      for (int i = 0; i < SEGMENTS; i++) {
        quantizers[i] = header.optionalSigned(7);
      }
      for (int i = 0; i < SEGMENTS; i++) {
        filterLevels[i] = header.optionalSigned(6);
      }
    }
    for (int i = 0; hasMap && i < probabilities.length; i++) {
      probabilities[i] = header.flag() ? header.literal(8) : 255;
    }
    return new Segmentation(enabled, hasMap, absolute, quantizers, filterLevels, probabilities);
  }

  /** Reads which segment a macroblock is of. */
  int readSegment(BoolDecoder modes) {
    if (!hasMap) {
      return 0;
    }
    return modes.bool(probabilities[0])
        ? 2 + modes.bit(probabilities[2])
        : modes.bit(probabilities[1]);
  }

  /**
   * Returns the index of the quantizer of a segment.
   *
   * @param base the frame's
   */
  int quantizer(int segment, int base) {
    return of(quantizers, segment, base);
  }

  /** Returns the level of the loop filter of a segment; the base is the frame's. */
  int filterLevel(int segment, int base) {
    return of(filterLevels, segment, base);
  }

  private int of(int[] values, int segment, int base) {
    if (!enabled) {
      return base;
    }
    return absolute ? values[segment] : base + values[segment];
  }
}
