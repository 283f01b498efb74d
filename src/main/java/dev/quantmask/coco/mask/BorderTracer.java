package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the borders between pixels, with the foreground on the right hand: around a part clockwise
 * on the screen, around a hole the other way. Where two pixels touch at a corner only, the walk
 * turns right and stays with its pixel, so parts are 4-connected.
 */
final class BorderTracer {
  // Directions in the order of right turns, y down.
  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};
  private static final int DOWN = 1;
  private static final int UP = 3;

  private final PixelWindow window;
  private final boolean[] inside; // (height, width)
  private final int stride; // corners in a row
  private final byte[] leaving; // [corner] bit d: an untraced border leaves in direction d
  private final List<Corner> parts = new ArrayList<>();
  private final List<Corner> holes = new ArrayList<>();

  BorderTracer(PixelWindow window, boolean[] inside) {
    this.window = window;
    this.inside = inside;
    this.stride = window.width() + 1;
    this.leaving = new byte[Math.multiplyExact(stride, window.height() + 1)];
    markBorders();
    traceAll();
  }

  /** A leftmost corner of each part. */
  List<Corner> parts() {
    return parts;
  }

  /** The upper one of the leftmost corners of each hole, from the left to the right. */
  List<Corner> holes() {
    return holes;
  }

  private void traceAll() {
    for (int x = 0; x <= window.width(); x++) {
      for (int y = 0; y <= window.height(); y++) {
        // From the left, a ring is met first at a leftmost border: upward around a part, downward
        // around a hole.
        if (leaves(x, y, UP)) {
          parts.add(trace(x, y, UP));
        }
        if (leaves(x, y, DOWN)) {
          holes.add(trace(x, y, DOWN));
        }
      }
    }
  }

  private void markBorders() {
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        if (!inside[y * window.width() + x]) {
          continue;
        }
        mark(isInside(x, y - 1), x, y, 0);
        mark(isInside(x + 1, y), x + 1, y, DOWN);
        mark(isInside(x, y + 1), x + 1, y + 1, 2);
        mark(isInside(x - 1, y), x, y + 1, UP);
      }
    }
  }

  boolean isInside(int x, int y) {
    return x >= 0
        && y >= 0
        && x < window.width()
        && y < window.height()
        && inside[y * window.width() + x];
  }

  private void mark(boolean neighbour, int x, int y, int direction) {
    if (!neighbour) {
      leaving[y * stride + x] |= (byte) (1 << direction);
    }
  }

  private boolean leaves(int x, int y, int direction) {
    return (leaving[y * stride + x] & 1 << direction) != 0;
  }

  private Corner trace(int startX, int startY, int startDirection) {
    Corner first = new Corner(startX, startY);
    Corner last = first;
    int direction = startDirection;
    while (true) {
      int x = last.x + STEP_X[direction];
      int y = last.y + STEP_Y[direction];
      direction = turn(x, y, direction);
      // The first border stays open until the walk is back at it: where a ring touches itself, its
      // first corner is passed twice.
      leaving[y * stride + x] &= (byte) ~(1 << direction);
      if (x == startX && y == startY && direction == startDirection) {
        last.next = first;
        return first;
      }
      last.next = new Corner(x, y);
      last = last.next;
    }
  }

  /** Right, ahead or left, whichever is open first; borders are closed, so one always is. */
  private int turn(int x, int y, int direction) {
    for (int turn = 1; turn >= -1; turn--) {
      int next = (direction + turn + 4) % 4;
      if (leaves(x, y, next)) {
        return next;
      }
    }
    throw new IllegalStateException(Text.format("a border ends at corner (%d, %d)", x, y));
  }
}
