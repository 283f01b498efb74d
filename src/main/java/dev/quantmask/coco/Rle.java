package dev.quantmask.coco;

import java.util.List;

/**
 * A binary mask as COCO run lengths: column by column, runs of 0 and 1 in turn, the first of 0 (it
 * may be empty).
 *
 * @param counts run lengths in pixels; they add up to {@code height * width}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rle(int height, int width, int[] counts) {
  /** Interim: to be replaced. */
  public String compressed() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      long value = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        long bits = value & 31;
        value >>= 5;
        more = (bits & 16) != 0 ? value != -1 : value != 0;
        text.append((char) ((more ? bits | 32 : bits) + 48));
      }
    }
    return text.toString();
  }

  /** Interim: to be replaced. */
  public List<int[]> toPolygons() {
    return List.of(new int[] {0, 0, width, 0, width, height, 0, height});
  }
}
