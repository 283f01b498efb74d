package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
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
          Text.format("Rle: expected a size of at least 0 x 0, found %d x %d", height, width));
    }
    long pixels = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            Text.format("Rle.counts[%d]: expected a run of at least 0, found %d", i, counts[i]));
      }
      pixels += counts[i];
    }
    if (pixels != (long) height * width) {
      throw new IllegalArgumentException(
          Text.format(
              "Rle.counts: expected runs that add up to %d x %d = %d pixels, found %d",
              height, width, (long) height * width, pixels));
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
   * Fills polygons as pycocotools does, and joins them.
   *
   * @param polygons each {@code [x0, y0, x1, y1, ...]} in pixels, at least one
   * @throws IllegalArgumentException naming the polygon that is wrong
   */
  public static Rle fromPolygons(int height, int width, List<double[]> polygons) {
    return union(
        polygons.stream().map(polygon -> PolygonRaster.fill(height, width, polygon)).toList());
  }

  /** Fills a box as pycocotools does: as a polygon. */
  public static Rle fromBox(int height, int width, CocoBox box) {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    return PolygonRaster.fill(
        height,
        width,
        new double[] {box.x(), box.y(), box.x(), bottom, right, bottom, right, box.y()});
  }

  /** Pixels of any of the masks, which are of one size and at least one. */
  public static Rle union(List<Rle> masks) {
    return RleMerge.of(masks);
  }

  /**
   * Encodes a bitmap of the whole image.
   *
   * @param inside {@code boolean[height * width]}, rows from the top
   */
  public static Rle encode(int height, int width, boolean[] inside) {
    return encode(height, width, new PixelWindow(0, 0, width, height), inside);
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
      int top = -1; // of the run of foreground that y is in; negative: in none
      for (int y = 0; y < window.height(); y++) {
        boolean foreground = inside[y * window.width() + x];
        if (foreground && top < 0) {
          top = y;
        } else if (!foreground && top >= 0) {
          builder.addForeground(column + top, y - top);
          top = -1;
        }
      }
      if (top >= 0) {
        builder.addForeground(column + top, window.height() - top);
      }
    }
    return builder.build();
  }

  /**
   * Decodes the whole mask.
   *
   * @return {@code boolean[height * width]}, rows from the top
   */
  public boolean[] decode() {
    return decode(new PixelWindow(0, 0, width, height));
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

  /** Returns whether a pixel is foreground; one outside of the image is not. */
  public boolean contains(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return false;
    }
    long left = (long) x * height + y; // pixels before it
    int run = 0;
    while (left >= counts[run]) {
      left -= counts[run++];
    }
    return run % 2 == 1;
  }

  /** The mask moved by whole pixels; what leaves the image is gone. */
  public Rle moved(int right, int down) {
    RleBuilder builder = new RleBuilder(height, width);
    forEachColumnRun(
        (x, top, bottom) -> {
          long column = (long) x + right;
          long from = Math.max((long) top + down, 0);
          long to = Math.min((long) bottom + down, height);
          if (column >= 0 && column < width && from < to) {
            builder.addForeground(column * height + from, (int) (to - from));
          }
        });
    return builder.build();
  }

  /** Draws the whole mask as an image of one bit a pixel: white is foreground. */
  public BufferedImage toImage() {
    PixelWindow whole = new PixelWindow(0, 0, width, height);
    return whole.toImage(decode(whole));
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
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    int column = 0;
    long row = 0; // of the next run, counted from the top of the column: it may be beyond its end
    for (int i = 0; i + 1 < counts.length; i += 2) {
      row += counts[i];
      if (counts[i + 1] == 0) {
        continue;
      }
      int passed = columns(row);
      column += passed;
      row -= (long) passed * height;
      long last = row + counts[i + 1] - 1;
      int across = columns(last);
      left = Math.min(left, column);
      right = Math.max(right, column + across + 1);
      top = Math.min(top, across > 0 ? 0 : (int) row);
      bottom = Math.max(bottom, across > 0 ? height : (int) last + 1);
      row = last + 1;
    }
    return right == 0
        ? new PixelWindow(0, 0, 0, 0)
        : new PixelWindow(left, top, right - left, bottom - top);
  }

  /**
   * Returns how many whole columns so many pixels are; mostly none or one, which need no division.
   */
  private int columns(long pixels) {
    if (pixels < height) {
      return 0;
    }
    return pixels < 2L * height ? 1 : (int) (pixels / height);
  }

  /** {@link #bounds} as a box of the format: {@code toBbox} of pycocotools. */
  public CocoBox box() {
    PixelWindow bounds = bounds();
    return new CocoBox(bounds.x0(), bounds.y0(), bounds.width(), bounds.height());
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
  public void forEachColumnRun(ColumnRun action) {
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

  /** Takes pixels of the column {@code x}, from the row {@code top} to before {@code bottom}. */
  @FunctionalInterface
  public interface ColumnRun {
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
    return Text.format("Rle[%d x %d, %s]", height, width, compressed());
  }
}
