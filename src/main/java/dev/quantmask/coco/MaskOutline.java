package dev.quantmask.coco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Traces the borders between pixels. Every border is walked with the foreground on the right hand:
 * around a part clockwise on the screen, around a hole the other way. Where two pixels touch at a
 * corner only, the walk turns right and stays with its pixel, so parts are 4-connected.
 */
final class MaskOutline {
  // Directions in the order of right turns, y down.
  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};
  private static final int DOWN = 1;
  private static final int UP = 3;

  /** A corner of the pixel grid on a ring; the next one lies one pixel away. */
  private static final class Corner {
    final int x;
    final int y;
    Corner next;

    Corner(int x, int y) {
      this.x = x;
      this.y = y;
    }
  }

  private final PixelWindow window;
  private final boolean[] inside;
  private final int stride; // corners in a row
  private final byte[] leaving; // [corner] bit d: an untraced border leaves in direction d

  private MaskOutline(PixelWindow window, boolean[] inside) {
    this.window = window;
    this.inside = inside;
    this.stride = window.width() + 1;
    this.leaving = new byte[Math.multiplyExact(stride, window.height() + 1)];
  }

  /**
   * The rings of a bitmap.
   *
   * @param inside {@code boolean[window.height * window.width]}
   */
  static List<int[]> of(PixelWindow window, boolean[] inside) {
    return new MaskOutline(window, inside).rings();
  }

  private List<int[]> rings() {
    markBorders();
    List<Corner> parts = new ArrayList<>();
    List<Corner> holes = new ArrayList<>();
    for (int x = 0; x <= window.width(); x++) {
      for (int y = 0; y <= window.height(); y++) {
        // From the left, a ring is met first at its leftmost border: going up around a part (met
        // one corner below its top), going down around a hole.
        if (leaves(x, y, UP)) {
          parts.add(trace(x, y, UP));
        }
        if (leaves(x, y, DOWN)) {
          holes.add(trace(x, y, DOWN));
        }
      }
    }
    cutIn(holes, parts);
    return parts.stream().map(this::vertices).toList();
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

  private boolean isInside(int x, int y) {
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
    throw new IllegalStateException("a border ends at corner (%d, %d)".formatted(x, y));
  }

  /**
   * Joins each hole to the first border on the left of its leftmost corner. That border belongs to
   * the part around, or to a hole that begins further left and is joined already.
   */
  private void cutIn(List<Corner> holes, List<Corner> parts) {
    if (holes.isEmpty()) {
      return;
    }
    Map<Integer, Corner> upward = new HashMap<>(); // [corner] where a border that goes up ends
    parts.forEach(ring -> collectUpward(ring, upward));
    holes.forEach(ring -> collectUpward(ring, upward));
    for (Corner hole : holes) {
      int x = hole.x - 1;
      while (isInside(x - 1, hole.y)) {
        x--;
      }
      Corner border = upward.get(hole.y * stride + x);
      Corner backAtHole = new Corner(hole.x, hole.y);
      Corner backAtBorder = new Corner(border.x, border.y);
      Corner beforeHole = hole;
      while (beforeHole.next != hole) {
        beforeHole = beforeHole.next;
      }
      beforeHole.next = backAtHole;
      backAtHole.next = backAtBorder;
      backAtBorder.next = border.next;
      border.next = hole;
    }
  }

  private void collectUpward(Corner ring, Map<Integer, Corner> upward) {
    Corner corner = ring;
    do {
      if (corner.next.y < corner.y) {
        upward.put(corner.next.y * stride + corner.next.x, corner.next);
      }
      corner = corner.next;
    } while (corner != ring);
  }

  /** The corners where a ring turns, in pixels of the image. */
  private int[] vertices(Corner ring) {
    List<Corner> kept = new ArrayList<>();
    Corner before = ring;
    do {
      Corner corner = before.next;
      if (!isStraight(before, corner, corner.next)) {
        kept.add(corner);
      }
      before = corner;
    } while (before != ring);
    int[] vertices = new int[2 * kept.size()];
    for (int i = 0; i < kept.size(); i++) {
      vertices[2 * i] = kept.get(i).x + window.x0();
      vertices[2 * i + 1] = kept.get(i).y + window.y0();
    }
    return vertices;
  }

  private static boolean isStraight(Corner a, Corner b, Corner c) {
    return Integer.signum(b.x - a.x) == Integer.signum(c.x - b.x)
        && Integer.signum(b.y - a.y) == Integer.signum(c.y - b.y);
  }
}
