package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.util.List;

/** Joins masks of one size: {@code rleMerge} of maskApi.c, without its intersection. */
final class RleMerge {
  private RleMerge() {}

  /** All of them joined, in the shortest form; a single mask is given back as it is. */
  static Rle of(List<Rle> masks) {
    if (masks.isEmpty()) {
      throw new IllegalArgumentException("masks: expected at least one, found none");
    }
    Rle merged = masks.get(0);
    for (int i = 1; i < masks.size(); i++) {
      merged = merge(merged, masks.get(i));
    }
    return merged;
  }

  private static Rle merge(Rle a, Rle b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException(
          Text.format(
              "masks: expected all to be %d x %d (height x width), found one of %d x %d",
              a.height(), a.width(), b.height(), b.width()));
    }
    RleBuilder builder = new RleBuilder(a.height(), a.width());
    RleCursor left = new RleCursor(a.counts());
    RleCursor right = new RleCursor(b.counts());
    long position = 0;
    while (left.left() > 0) {
      int run = Math.min(left.left(), right.left());
      if (left.isInside() || right.isInside()) {
        builder.addForeground(position, run);
      }
      position += run;
      left.skip(run);
      right.skip(run);
    }
    return builder.build();
  }
}
