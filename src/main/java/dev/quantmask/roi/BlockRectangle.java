package dev.quantmask.roi;

/** A rectangle of blocks: the first column and row, and those behind the last. */
record BlockRectangle(int left, int top, int right, int bottom) {
  BlockRectangle union(BlockRectangle other) {
    return new BlockRectangle(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  int area() {
    return (right - left) * (bottom - top);
  }

  RoiRegion region(RoiMap map, int offset) {
    int x = left * map.block();
    int y = top * map.block();
    return new RoiRegion(
        x,
        y,
        Math.min(right * map.block(), map.width()) - x,
        Math.min(bottom * map.block(), map.height()) - y,
        offset);
  }
}
