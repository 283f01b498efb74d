package dev.quantmask.image.vp8;

import java.util.Arrays;

/**
 * Reads how macroblocks are predicted, row by row, RFC 6386, sections 11 and 19.3. A mode of a
 * subblock is coded in the context of those above and to the left of it.
 */
final class Modes {
  static final int DC = 0;
  static final int TRUE_MOTION = 1;
  static final int VERTICAL = 2;
  static final int HORIZONTAL = 3;
  static final int SUBBLOCKS_IN_ROW = 4;
  private static final int COUNT = 10;
  // Of the tree of a subblock's mode; a line is the mode above, a group of digits the one left of
  // it.
  private static final byte[] SUBBLOCK_PROBABILITIES =
      CoefficientProbabilities.bytes(
          """
          e77830597371789870 98b3407eaa762e465f af458f505552489b67 383a0aabdabd110d98 90470a26abd590221a
          721a11a32cc3150aad 791850c31a3e2c4055 aa2e371388a021ce47 3f14087272d00c09e2 51280b60b6541d1024
          86b7598962656aa594 48bb64829d6f204b50 4266a7634a3e28ea80 293509b2f18d1a086b 684f0c1bd9ff571107
          4a2b1a9249a631179d 412669a033341f7380 5744472c72330fba17 2f290e6eb6b71511c2 422d1966c5bd171216
          585893962a2e2dc4cd 2b61b775552623b33d 2735c8571a152be8ab 3822336872661d5d4d 6b36201a3301512b1f
          271c55ab3aa55a6240 221674ce17222ba649 44196a1640ab24e172 2213156684bc104c7c 3e124e5f5539323033
          c165239fd76f592e6f 3c941facdbe415126f 70714d55b3ff267872 282a01c4f5d10a196d 6450082b9a01331a47
          582b1d8ca6d5252b9a 3d3f1e9b432d4401d1 8e4e4e10ff8022c5ab 29280566d3b70401dd 333211a8d1c0171952
          7d622a58685575af52 5f543559806471652d 4b4f7b2f338051ab01 391105476639352931 7315020a66ffa61706
          26210d7939491a0155 290a438a4d6e5a2f72 651d100a558065c41a 39120a6666d522142b 75140f24a38044011a
          8a1f24ab1ba6262ce5 43573aa952731a3bb3 3f3b5ab43ba65d499a 282815748fd12227af 392e16188001361125
          2f0f10b722df312db7 2e1121b706620f20b7 412049731c801780cd 2803097333c01206df 572509733b4d40152f
          68372cda09363582e2 405a46cd2829171a39 363970b8052926a6d5 1e221a8598740a2086 4b200c33c0ffa02b33
          271335dd1a722049ff 1f0941ea020f017649 581f2343665537ba55 3815176f3bcd2d25c0 3726467c4966012262
          663d472522351ff3c0 453c472649771cde25 442d8022012f0bf5ab 3e1113469255373e46 4b0f090940ffb87710
          252b259a64a355a001 3f095c881c4020c955 56061c0540ff19f801 3808118489ff377480 3a0f145287391a7928
          a4321f899a851923da 33672c83837b1f069e 5628408794e02db780 161a1183f09a0e01d1 530c0d36c0ff442f1c
          2d10155b40de0701c5 3815279b3c8a1766d5 551a555580802092ab 120b073f90ab0404f6 231b0a92aeab0c1a80
          be502363b4507e362d 557e2f57b033291420 654b808b7692748055 38290fb0ec5525093e 9224131eabff611b14
          471e117776ff11128a 65263c8a37462b1a8e 8a2d3d3edb0151bc40 20291475978e1415a3 70130c3dc380300418
          """);
  // Each node's two branches: another node, or a mode's complement.
  private static final int[] SUBBLOCK_TREE = {
    ~0, 2, ~1, 4, ~2, 6, 8, 12, ~3, 10, ~5, ~6, ~4, 14, ~7, 16, ~8, ~9
  };

  private final FrameHeader header;
  private final byte[] above; // modes of the lowest subblocks above, of all columns
  private final byte[] left = new byte[SUBBLOCKS_IN_ROW];

  /** The modes of the subblocks, by row; only where the macroblock has subblocks. */
  final int[] subblockModes = new int[SUBBLOCKS_IN_ROW * SUBBLOCKS_IN_ROW];

  int segment;
  boolean skipsCoefficients;
  boolean hasSubblocks;
  int lumaMode;
  int chromaMode;

  Modes(FrameHeader header) {
    this.header = header;
    this.above = new byte[SUBBLOCKS_IN_ROW * header.columns()];
  }

  void startRow() {
    Arrays.fill(left, (byte) DC);
  }

  /** Reads the next macroblock, which is in a column. */
  void read(int column) {
    BoolDecoder data = header.modes();
    segment = header.segmentation().readSegment(data);
    skipsCoefficients = header.skipProbability() >= 0 && data.bool(header.skipProbability());
    hasSubblocks = !data.bool(145);
    if (hasSubblocks) {
      readSubblocks(data, SUBBLOCKS_IN_ROW * column);
    } else {
      lumaMode =
          data.bool(156)
              ? data.bool(128) ? TRUE_MOTION : HORIZONTAL
              : data.bool(163) ? VERTICAL : DC;
      int first = SUBBLOCKS_IN_ROW * column;
      Arrays.fill(above, first, first + SUBBLOCKS_IN_ROW, (byte) lumaMode);
      Arrays.fill(left, (byte) lumaMode);
    }
    chromaMode = readChroma(data);
  }

  private static int readChroma(BoolDecoder data) {
    if (!data.bool(142)) {
      return DC;
    }
    if (!data.bool(114)) {
      return VERTICAL;
    }
    return data.bool(183) ? TRUE_MOTION : HORIZONTAL;
  }

  private void readSubblocks(BoolDecoder data, int first) {
    for (int i = 0; i < subblockModes.length; i++) {
      int x = first + i % SUBBLOCKS_IN_ROW;
      int y = i / SUBBLOCKS_IN_ROW;
      int probabilities = (above[x] * COUNT + left[y]) * (COUNT - 1);
      int node = 0;
      while (node >= 0) {
        int probability = SUBBLOCK_PROBABILITIES[probabilities + (node >> 1)] & 0xff;
        node = SUBBLOCK_TREE[node + data.bit(probability)];
      }
      subblockModes[i] = ~node;
      above[x] = (byte) ~node;
      left[y] = (byte) ~node;
    }
  }
}
