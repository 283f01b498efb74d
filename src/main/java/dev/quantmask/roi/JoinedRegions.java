package dev.quantmask.roi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Few rectangles for an encoder that takes few: one around each connected part of a map. */
final class JoinedRegions {
  private final RoiMap map;
  private final int background;
  private final boolean[] seen; // [rows * columns]

  /**
   * @param blocks that differ from the background
   * @param sum of their offsets
   */
  private record Part(BlockRectangle box, int blocks, int sum) {
    Part join(Part other) {
      return new Part(box.union(other.box), blocks + other.blocks, sum + other.sum);
    }

    int growth(Part other) {
      return box.union(other.box).area() - box.area() - other.box.area();
    }

    int offset() {
      return Math.round((float) sum / blocks);
    }
  }

  private JoinedRegions(RoiMap map) {
    this.map = map;
    this.background = map.background();
    this.seen = new boolean[map.offsets().length];
  }

  static List<RoiRegion> of(RoiMap map, int most) {
    List<Part> parts = new JoinedRegions(map).parts();
    while (parts.size() > most) {
      joinSmallest(parts);
    }
    return parts.stream()
        .map(part -> part.box.region(map, part.offset()))
        .sorted(Comparator.comparingInt(RoiRegion::offset))
        .toList();
  }

  /** Joins the smallest part with that which grows least by it. */
  private static void joinSmallest(List<Part> parts) {
    Part smallest = Collections.min(parts, Comparator.comparingInt(Part::blocks));
    parts.remove(smallest);
    Part nearest = Collections.min(parts, Comparator.comparingInt(smallest::growth));
    parts.set(parts.indexOf(nearest), nearest.join(smallest));
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int block = 0; block < seen.length; block++) {
      if (isOpen(block)) {
        parts.add(part(block));
      }
    }
    return parts;
  }

  private boolean isOpen(int block) {
    return !seen[block] && map.offsets()[block] != background;
  }

  /** Blocks that share a side with one another, from this one on. */
  private Part part(int start) {
    int columns = map.columns();
    Deque<Integer> open = new ArrayDeque<>();
    Part part = visit(start, open);
    while (!open.isEmpty()) {
      int block = open.remove();
      int column = block % columns;
      int[] neighbours = {
        column > 0 ? block - 1 : -1,
        column + 1 < columns ? block + 1 : -1,
        block - columns,
        block + columns
      };
      for (int next : neighbours) {
        if (next >= 0 && next < seen.length && isOpen(next)) {
          part = part.join(visit(next, open));
        }
      }
    }
    return part;
  }

  private Part visit(int block, Deque<Integer> open) {
    seen[block] = true;
    open.add(block);
    int column = block % map.columns();
    int row = block / map.columns();
    BlockRectangle box = new BlockRectangle(column, row, column + 1, row + 1);
    return new Part(box, 1, map.offsets()[block]);
  }
}
