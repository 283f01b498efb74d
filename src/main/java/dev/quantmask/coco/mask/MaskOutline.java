package dev.quantmask.coco.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the borders of a mask into polygons: holes joined to their parts, straight lines merged.
 */
final class MaskOutline {
  private final PixelWindow window;
  private final BorderTracer borders;

  private MaskOutline(PixelWindow window, boolean[] inside) {
    this.window = window;
    this.borders = new BorderTracer(window, inside);
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
    cutIn(borders.holes(), borders.parts());
    return borders.parts().stream().map(this::vertices).toList();
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
      while (borders.isInside(x - 1, hole.y)) {
        x--;
      }
      Corner border = upward.get(hole.y * (window.width() + 1) + x);
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
        upward.put(corner.next.y * (window.width() + 1) + corner.next.x, corner.next);
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
