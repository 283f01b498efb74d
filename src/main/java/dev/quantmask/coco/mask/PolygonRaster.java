package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.util.Arrays;

/**
 * Fills one polygon, pixel for pixel as {@code rleFrPoly} in <a
 * href="https://github.com/cocodataset/cocoapi/blob/master/common/maskApi.c">maskApi.c</a>: the
 * outline is drawn on a grid five times finer, and where it crosses the middle of a column the
 * filling changes.
 *
 * <p>The order of the operations on floating point numbers is part of the result, and none may be
 * fused.
 */
final class PolygonRaster {
  private static final double SCALE = 5;
  // A polygon of a sane size stays far below; it bounds the time that a broken file can take.
  private static final long LONGEST_OUTLINE = 1L << 28;

  private final int height;
  private final int width;
  private int[] crossings = new int[64]; // column-major index of the first pixel after a crossing
  private int size;
  private boolean hasLast; // whether lastU, lastV is a point of the outline
  private int lastU;
  private int lastV;

  private PolygonRaster(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /**
   * Fills a polygon.
   *
   * @param polygon {@code [x0, y0, x1, y1, ...]} in pixels, not closed; of an odd number of values
   *     the last one is not used
   * @throws IllegalArgumentException if a coordinate is not finite or very far outside, or the
   *     image has more pixels than an int
   */
  static Rle fill(int height, int width, double[] polygon) {
    if ((long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Text.format(
              "polygon: expected an image of at most %d pixels, found %d x %d",
              Integer.MAX_VALUE, height, width));
    }
    PolygonRaster raster = new PolygonRaster(height, width);
    raster.drawOutline(polygon);
    return raster.build();
  }

  private void drawOutline(double[] polygon) {
    int corners = polygon.length / 2;
    long length = 0;
    for (int i = 0; i < corners; i++) {
      int next = i + 1 == corners ? 0 : i + 1;
      int startX = scaled(polygon, 2 * i);
      int startY = scaled(polygon, 2 * i + 1);
      int endX = scaled(polygon, 2 * next);
      int endY = scaled(polygon, 2 * next + 1);
      length += Math.max(Math.abs(endX - startX), Math.abs(endY - startY)) + 1;
      if (length > LONGEST_OUTLINE) {
        throw new IllegalArgumentException(
            Text.format(
                "polygon: expected an outline of at most %.0f pixels, found more",
                LONGEST_OUTLINE / SCALE));
      }
      drawSide(startX, startY, endX, endY);
    }
  }

  private static int scaled(double[] polygon, int index) {
    double value = polygon[index];
    if (!(Math.abs(value) < LONGEST_OUTLINE / SCALE)) {
      throw new IllegalArgumentException(
          Text.format(
              "polygon[%d]: expected a coordinate between -%.0f and %2$.0f, found %s",
              index, LONGEST_OUTLINE / SCALE, value));
    }
    return (int) (SCALE * value + .5);
  }

  private void drawSide(int startX, int startY, int endX, int endY) {
    int dx = Math.abs(endX - startX);
    int dy = Math.abs(startY - endY);
    boolean wide = dx >= dy;
    // Always drawn from the smaller end, and read backward if need be: rounding is not symmetric.
    boolean flip = wide ? startX > endX : startY > endY;
    int fromX = flip ? endX : startX;
    int fromY = flip ? endY : startY;
    int toX = flip ? startX : endX;
    int toY = flip ? startY : endY;
    int steps = wide ? dx : dy;
    // 0/0 for a side of no length: its point is then (x, 0), which no crossing notices.
    double slope = wide ? (double) (toY - fromY) / dx : (double) (toX - fromX) / dy;
    for (int i = 0; i <= steps; i++) {
      int t = flip ? steps - i : i;
      if (wide) {
        addPoint(t + fromX, (int) (fromY + slope * t + .5));
      } else {
        addPoint((int) (fromX + slope * t + .5), t + fromY);
      }
    }
  }

  private void addPoint(int u, int v) {
    if (hasLast && u != lastU) {
      addCrossing(u, v);
    }
    hasLast = true;
    lastU = u;
    lastV = v;
  }

  private void addCrossing(int u, int v) {
    double x = ((u < lastU ? u : u - 1) + .5) / SCALE - .5;
    if (Math.floor(x) != x || x < 0 || x > width - 1) {
      return;
    }
    double y = (Math.min(v, lastV) + .5) / SCALE - .5;
    y = Math.ceil(Math.max(0, Math.min(y, height)));
    if (size == crossings.length) {
      crossings = Arrays.copyOf(crossings, size * 2);
    }
    crossings[size++] = (int) x * height + (int) y;
  }

  private Rle build() {
    int[] ends = Arrays.copyOf(crossings, size + 1);
    ends[size] = height * width;
    Arrays.sort(ends);
    int[] counts = new int[ends.length];
    int runs = 0;
    int position = 0;
    boolean join = false; // an empty run joins its neighbours
    for (int end : ends) {
      int run = end - position;
      position = end;
      if (join) {
        counts[runs - 1] += run;
        join = false;
      } else if (run > 0 || runs == 0) {
        counts[runs++] = run;
      } else {
        join = true;
      }
    }
    return new Rle(height, width, Arrays.copyOf(counts, runs));
  }
}
