package dev.quantmask.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Cuts a map into rectangles of equal offsets: each grows to the right first, then down. */
final class ExactRegions {
  private final RoiMap map;
  private final int background;
  private final boolean[] taken; // [rows * columns]

  private ExactRegions(RoiMap map) {
    this.map = map;
    this.background = map.background();
    this.taken = new boolean[map.offsets().length];
  }

  static List<RoiRegion> of(RoiMap map) {
    ExactRegions cut = new ExactRegions(map);
    List<RoiRegion> regions = new ArrayList<>();
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        int offset = map.offset(column, row);
        if (cut.isFree(column, row, offset)) {
          regions.add(cut.take(column, row, offset).region(map, offset));
        }
      }
    }
    regions.sort(Comparator.comparingInt(RoiRegion::offset));
    return regions;
  }

  private boolean isFree(int column, int row, int offset) {
    return offset != background
        && map.offset(column, row) == offset
        && !taken[row * map.columns() + column];
  }

  private BlockRectangle take(int left, int top, int offset) {
    int right = left + 1;
    while (right < map.columns() && isFree(right, top, offset)) {
      right++;
    }
    int bottom = top + 1;
    while (bottom < map.rows() && isRowFree(left, right, bottom, offset)) {
      bottom++;
    }
    for (int row = top; row < bottom; row++) {
      int first = row * map.columns();
      Arrays.fill(taken, first + left, first + right, true);
    }
    return new BlockRectangle(left, top, right, bottom);
  }

  private boolean isRowFree(int left, int right, int row, int offset) {
    for (int column = left; column < right; column++) {
      if (!isFree(column, row, offset)) {
        return false;
      }
    }
    return true;
  }
}
