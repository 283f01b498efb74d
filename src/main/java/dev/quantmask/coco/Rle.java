package dev.quantmask.coco;

import java.util.Arrays;
import java.util.List;

/**
 * A binary mask as COCO run lengths: column by column, runs of 0 and 1 in turn, the first of 0 (it
 * may be empty).
 *
 * @param counts run lengths in pixels; they add up to {@code height * width}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; never written after creation
public record Rle(int height, int width, int[] counts) {
  public Rle {
    if (height < 0 || width < 0) {
      throw new IllegalArgumentException(
          "Rle: expected a size of at least 0 x 0, found %d x %d".formatted(height, width));
    }
    long pixels = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "Rle.counts[%d]: expected a run of at least 0, found %d".formatted(i, counts[i]));
      }
      pixels += counts[i];
    }
    if (pixels != (long) height * width) {
      throw new IllegalArgumentException(
          "Rle.counts: expected runs that add up to %d x %d = %d pixels, found %d"
              .formatted(height, width, (long) height * width, pixels));
    }
  }

  /**
   * Reads the string form of pycocotools.
   *
   * @throws IllegalArgumentException naming the character or the run that is wrong
   */
  public static Rle fromCompressed(int height, int width, String counts) {
    return new Rle(height, width, RleString.parse(counts));
  }

  /**
   * Encodes a bitmap that covers a window of the image; everything outside is background.
   *
   * @param window where the bitmap lies; it must lie within the image
   * @param inside {@code boolean[window.height * window.width]}, rows from the top
   */
  public static Rle encode(int height, int width, PixelWindow window, boolean[] inside) {
    window.requireWithin(height, width);
    window.requireBitmap(inside);
    RleBuilder builder = new RleBuilder(height, width);
    for (int x = 0; x < window.width(); x++) {
      long column = (long) (window.x0() + x) * height + window.y0();
      for (int y = 0; y < window.height(); y++) {
        if (inside[y * window.width() + x]) {
          builder.addForeground(column + y, 1);
        }
      }
    }
    return builder.build();
  }

  /**
   * Decodes the part of the mask that lies in a window.
   *
   * @return {@code boolean[window.height * window.width]}, rows from the top
   */
  public boolean[] decode(PixelWindow window) {
    window.requireWithin(height, width);
    boolean[] inside = new boolean[Math.multiplyExact(window.height(), window.width())];
    forEachColumnRun(
        (x, top, bottom) -> {
          int column = x - window.x0();
          if (column < 0 || column >= window.width()) {
            return;
          }
          int last = Math.min(bottom - window.y0(), window.height());
          for (int y = Math.max(top - window.y0(), 0); y < last; y++) {
            inside[y * window.width() + column] = true;
          }
        });
    return inside;
  }

  /** The string form of pycocotools, as in COCO result files. */
  public String compressed() {
    return RleString.format(counts);
  }

  /** Foreground pixels. */
  public long area() {
    long area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  /** The smallest window that holds the foreground; 0 x 0 at the origin when there is none. */
  public PixelWindow bounds() {
    int[] corners = {width, height, 0, 0}; // x0, y0, x1, y1
    forEachColumnRun(
        (x, top, bottom) -> {
          corners[0] = Math.min(corners[0], x);
          corners[1] = Math.min(corners[1], top);
          corners[2] = Math.max(corners[2], x + 1);
          corners[3] = Math.max(corners[3], bottom);
        });
    if (corners[2] == 0) {
      return new PixelWindow(0, 0, 0, 0);
    }
    return new PixelWindow(
        corners[0], corners[1], corners[2] - corners[0], corners[3] - corners[1]);
  }

  /**
   * Outlines along pixel borders, one ring for each 4-connected part, holes cut in.
   *
   * <p>A hole is joined to the ring around it by a seam of no width, so a ring may touch itself;
   * filled by the even-odd rule (as pycocotools does) the rings give the mask back exactly.
   *
   * @return rings {@code [x0, y0, x1, y1, ...]} in pixels, clockwise on the screen, not closed;
   *     empty for an empty mask
   */
  public List<int[]> toPolygons() {
    PixelWindow window = bounds();
    return window.isEmpty() ? List.of() : MaskOutline.of(window, decode(window));
  }

  /** Calls back for each stretch of foreground within one column, from the left and the top. */
  private void forEachColumnRun(ColumnRun action) {
    long position = 0;
    for (int i = 0; i < counts.length; i++) {
      long end = position + counts[i];
      while (i % 2 == 1 && position < end) {
        int x = (int) (position / height);
        long next = Math.min(end, (x + 1L) * height);
        action.accept(x, (int) (position % height), (int) (next - (long) x * height));
        position = next;
      }
      position = end;
    }
  }

  @FunctionalInterface
  private interface ColumnRun {
    void accept(int x, int top, int bottom);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rle rle
        && height == rle.height
        && width == rle.width
        && Arrays.equals(counts, rle.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Rle[%d x %d, %s]".formatted(height, width, compressed());
  }
}
