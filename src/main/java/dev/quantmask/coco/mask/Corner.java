package dev.quantmask.coco.mask;

/** A corner of the pixel grid on a ring; the next one lies one pixel away. */
final class Corner {
  final int x;
  final int y;
  Corner next;

  Corner(int x, int y) {
    this.x = x;
    this.y = y;
  }
}
