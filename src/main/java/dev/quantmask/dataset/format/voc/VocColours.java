package dev.quantmask.dataset.format.voc;

import java.awt.image.IndexColorModel;

/** The palette of VOC, whose colours take the bits of an index in turn. */
final class VocColours {
  static final int VOID = of(255);

  private VocColours() {}

  /** Returns red, green and blue of an index. */
  static int of(int index) {
    int colour = 0;
    for (int bit = 0; bit < 8; bit++) {
      int channel = bit % 3 == 0 ? 16 : bit % 3 == 1 ? 8 : 0;
      colour |= (index >> bit & 1) << (7 - bit / 3) << channel;
    }
    return colour;
  }

  static IndexColorModel palette() {
    int[] colours = new int[256];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = of(i);
    }
    return new IndexColorModel(8, colours.length, colours, 0, false, -1, 0);
  }
}
