package dev.quantmask.image.vp8;

/**
 * Holds what a frame says of its loop filter, RFC 6386, sections 9.3, 9.6 and 15.4.
 *
 * @param simple whether only two pixels at each side of luma's edges are looked at
 * @param level of the frame, 0 to 63; 0 is no filter, whatever the segments say
 * @param intraDelta added to the level of every macroblock of a key frame
 * @param subblocksDelta added to the level of a macroblock that is predicted in subblocks
 */
record FilterHeader(boolean simple, int level, int sharpness, int intraDelta, int subblocksDelta) {
  private static final int HIGHEST_LEVEL = 63;
  private static final int DELTAS = 8; // four of reference frames, four of modes
  private static final int INTRA = 0;
  private static final int SUBBLOCKS = 4;

  static FilterHeader read(BoolDecoder header) {
    boolean simple = header.flag();
    int level = header.literal(6);
    int sharpness = header.literal(3);
    int[] deltas = new int[DELTAS];
    boolean hasDeltas = header.flag();
    if (hasDeltas && header.flag()) { // and this frame states them
      for (int i = 0; i < DELTAS; i++) {
        deltas[i] = header.optionalSigned(6);
      }
    }
    return new FilterHeader(simple, level, sharpness, deltas[INTRA], deltas[SUBBLOCKS]);
  }

  /**
   * Holds the limits of one macroblock's filter.
   *
   * @param edge how much the pixels at an edge may differ at most, to be filtered
   * @param interior how much neighbours at one side may differ
   * @param variance above it an edge counts as one of the image
   */
  record Limits(int edge, int interior, int variance) {}

  /** Returns the limits of a macroblock, or null where it is not filtered. */
  Limits limits(Segmentation segmentation, int segment, boolean subblocks) {
    int own = segmentation.filterLevel(segment, level) + intraDelta;
    if (subblocks) {
      own += subblocksDelta;
    }
    own = Math.max(0, Math.min(HIGHEST_LEVEL, own));
    if (level == 0 || own == 0) {
      return null;
    }
    int interior = own;
    if (sharpness > 0) {
      interior = Math.min(own >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
    }
    interior = Math.max(1, interior);
    return new Limits(2 * own + interior, interior, own >= 40 ? 2 : own >= 15 ? 1 : 0);
  }
}
