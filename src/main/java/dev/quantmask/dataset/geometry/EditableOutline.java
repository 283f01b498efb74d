package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Iou;
import dev.quantmask.coco.mask.Polygons;
import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.Segmentation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A mask as polygons that a person can correct: the outline runs along pixels, with hundreds of
 * corners; those that are nearly on a line are left out, by the Ramer-Douglas-Peucker algorithm.
 */
public final class EditableOutline {
  private static final double FARTHEST = 1; // pixels that the outline may move
  private static final double LEAST_IOU = 0.85; // a mask with holes, or a thin one, stays a mask
  private static final int FEWEST_CORNERS = 3;

  private EditableOutline() {}

  /** Polygons where they say nearly what the mask says, else the mask. */
  public static Segmentation of(Rle mask) {
    List<double[]> rings = new ArrayList<>();
    for (int[] ring : mask.toPolygons()) {
      rings.add(simplified(ring));
    }
    if (rings.isEmpty()) {
      return CompressedRunLengths.of(mask);
    }
    Rle simple = Rle.fromPolygons(mask.height(), mask.width(), rings);
    return Iou.ofMasks(simple, mask, false) < LEAST_IOU
        ? CompressedRunLengths.of(mask)
        : new Polygons(rings);
  }

  /** The ring is cut at its first corner and at the one farthest from that. */
  private static double[] simplified(int[] ring) {
    int corners = ring.length / 2;
    boolean[] kept = new boolean[corners + 1]; // the last is the first again
    int far = 0;
    for (int i = 1; i < corners; i++) {
      far = distance(ring, 0, i) > distance(ring, 0, far) ? i : far;
    }
    kept[0] = true;
    kept[far] = true;
    Deque<int[]> parts = new ArrayDeque<>(List.of(new int[] {0, far}, new int[] {far, corners}));
    while (!parts.isEmpty()) {
      int[] part = parts.pop();
      int corner = farthest(ring, part[0], part[1]);
      if (corner >= 0) {
        kept[corner] = true;
        parts.push(new int[] {part[0], corner});
        parts.push(new int[] {corner, part[1]});
      }
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      if (kept[i]) {
        indices.add(i);
      }
    }
    return indices.size() < FEWEST_CORNERS ? numbers(ring) : numbers(ring, indices);
  }

  /** Returns the corner between two others that is farthest from their line; -1 if all are near. */
  private static int farthest(int[] ring, int from, int to) {
    int farthest = -1;
    double most = FARTHEST;
    for (int i = from + 1; i < to; i++) {
      double distance = fromLine(ring, i, from, to);
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  private static double fromLine(int[] ring, int corner, int from, int to) {
    double length = distance(ring, from, to);
    if (length == 0) {
      return distance(ring, from, corner);
    }
    double alongX = x(ring, to) - x(ring, from);
    double alongY = y(ring, to) - y(ring, from);
    double awayX = x(ring, corner) - x(ring, from);
    double awayY = y(ring, corner) - y(ring, from);
    return Math.abs(alongX * awayY - alongY * awayX) / length;
  }

  private static double distance(int[] ring, int one, int other) {
    return Math.hypot(x(ring, one) - x(ring, other), y(ring, one) - y(ring, other));
  }

  private static double x(int[] ring, int corner) {
    return ring[2 * corner % ring.length];
  }

  private static double y(int[] ring, int corner) {
    return ring[2 * corner % ring.length + 1];
  }

  private static double[] numbers(int[] ring) {
    double[] numbers = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      numbers[i] = ring[i];
    }
    return numbers;
  }

  private static double[] numbers(int[] ring, List<Integer> corners) {
    double[] numbers = new double[2 * corners.size()];
    for (int i = 0; i < corners.size(); i++) {
      numbers[2 * i] = x(ring, corners.get(i));
      numbers[2 * i + 1] = y(ring, corners.get(i));
    }
    return numbers;
  }
}
