package dev.quantmask.image.vp8;

/**
 * Smooths the edges of macroblocks and of subblocks, RFC 6386, section 15. The order matters: a
 * macroblock's edges are filtered with what the filters before them left.
 */
final class LoopFilter {
  private static final int SUBBLOCK = 4;
  private static final int EDGE_OF_MACROBLOCK = 4; // more, to the limit at an edge

  private final boolean simple;
  private final Planes planes;

  LoopFilter(boolean simple, Planes planes) {
    this.simple = simple;
    this.planes = planes;
  }

  /**
   * Filters a macroblock.
   *
   * @param inner whether its inner edges are filtered
   */
  void filter(int column, int row, FilterHeader.Limits limits, boolean inner) {
    if (column > 0) {
      edges(column, row, limits, false, true);
    }
    if (inner) {
      edges(column, row, limits, true, true);
    }
    if (row > 0) {
      edges(column, row, limits, false, false);
    }
    if (inner) {
      edges(column, row, limits, true, false);
    }
  }

  private void edges(
      int column, int row, FilterHeader.Limits limits, boolean inner, boolean vertical) {
    plane(planes.luma(), column, row, Planes.MACROBLOCK, limits, inner, vertical);
    if (!simple) {
      plane(planes.blue(), column, row, Planes.CHROMA, limits, inner, vertical);
      plane(planes.red(), column, row, Planes.CHROMA, limits, inner, vertical);
    }
  }

  /**
   * Filters the edges of one direction in one plane.
   *
   * @param vertical whether the edges run from top to bottom
   */
  private void plane(
      Planes.Plane plane,
      int column,
      int row,
      int size,
      FilterHeader.Limits limits,
      boolean inner,
      boolean vertical) {
    int across = vertical ? 1 : plane.stride();
    int along = vertical ? plane.stride() : 1;
    int start = plane.index(column * size, row * size);
    int end = inner ? size : 1;
    for (int edge = inner ? SUBBLOCK : 0; edge < end; edge += SUBBLOCK) {
      int at = start + edge * across;
      for (int i = 0; i < size; i++) {
        if (simple) {
          simple(plane, at, across, limits, inner);
        } else {
          normal(plane, at, across, limits, inner);
        }
        at += along;
      }
    }
  }

  private static void simple(
      Planes.Plane plane, int at, int step, FilterHeader.Limits limits, boolean inner) {
    if (differsLittle(plane, at, step, limits, inner)) {
      adjustTwo(plane, at, step);
    }
  }

  private static void normal(
      Planes.Plane plane, int at, int step, FilterHeader.Limits limits, boolean inner) {
    if (!differsLittle(plane, at, step, limits, inner)
        || !isSmooth(plane, at - 4 * step, step, limits.interior())
        || !isSmooth(plane, at, step, limits.interior())) {
      return;
    }
    boolean ofTheImage =
        difference(plane, at - 2 * step, step) > limits.variance()
            || difference(plane, at, step) > limits.variance();
    if (ofTheImage) {
      adjustTwo(plane, at, step);
    } else if (inner) {
      adjustFour(plane, at, step);
    } else {
      adjustSix(plane, at, step);
    }
  }

  private static boolean differsLittle(
      Planes.Plane plane, int at, int step, FilterHeader.Limits limits, boolean inner) {
    int limit = limits.edge() + (inner ? 0 : EDGE_OF_MACROBLOCK);
    int near = difference(plane, at - step, step);
    int far = Math.abs(plane.at(at - 2 * step) - plane.at(at + step));
    return 2 * near + far / 2 <= limit;
  }

  /** Returns whether none of four pixels in a row differs much from the next. */
  private static boolean isSmooth(Planes.Plane plane, int at, int step, int limit) {
    return difference(plane, at, step) <= limit
        && difference(plane, at + step, step) <= limit
        && difference(plane, at + 2 * step, step) <= limit;
  }

  private static int difference(Planes.Plane plane, int at, int step) {
    return Math.abs(plane.at(at) - plane.at(at + step));
  }

  private static void adjustTwo(Planes.Plane plane, int at, int step) {
    int outer = signed(plane.at(at - 2 * step) - plane.at(at + step));
    adjustNearest(plane, at, step, outer + 3 * (plane.at(at) - plane.at(at - step)));
  }

  private static void adjustFour(Planes.Plane plane, int at, int step) {
    int change = adjustNearest(plane, at, step, 3 * (plane.at(at) - plane.at(at - step)));
    int half = change + 1 >> 1;
    plane.set(at - 2 * step, plane.at(at - 2 * step) + half);
    plane.set(at + step, plane.at(at + step) - half);
  }

  /** Brings the pixels at both sides of the edge closer; returns by how much the second one. */
  private static int adjustNearest(Planes.Plane plane, int at, int step, int weighted) {
    int change = signed(signed(weighted) + 4) >> 3;
    plane.set(at - step, plane.at(at - step) + (signed(signed(weighted) + 3) >> 3));
    plane.set(at, plane.at(at) - change);
    return change;
  }

  private static void adjustSix(Planes.Plane plane, int at, int step) {
    int outer = signed(plane.at(at - 2 * step) - plane.at(at + step));
    int weighted = signed(outer + 3 * (plane.at(at) - plane.at(at - step)));
    for (int i = 0; i < 3; i++) {
      int change = 9 * (3 - i) * weighted + 63 >> 7;
      int before = at - (i + 1) * step;
      int after = at + i * step;
      plane.set(before, plane.at(before) + change);
      plane.set(after, plane.at(after) - change);
    }
  }

  private static int signed(int value) {
    return Math.max(-128, Math.min(127, value));
  }
}
