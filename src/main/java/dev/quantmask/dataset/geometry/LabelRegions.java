package dev.quantmask.dataset.geometry;

import dev.quantmask.image.LabelImage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds where each number of a mask lies. */
public final class LabelRegions {
  private LabelRegions() {}

  /**
   * The pixels of one number.
   *
   * @param x of the left column, as {@code y} of the top row
   */
  public record Region(LabelImage image, int number, int x, int y, int width, int height)
      implements Shape.Pixels {
    @Override
    public Shape.Bitmap read() {
      boolean[] inside = new boolean[width * height];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          inside[row * width + column] = image.number(x + column, y + row) == number;
        }
      }
      return new Shape.Bitmap(x, y, width, height, inside);
    }
  }

  /** Returns the regions of all numbers but 0, in their order. */
  public static List<Region> of(LabelImage image) {
    Map<Integer, int[]> bounds = new TreeMap<>();
    for (int y = 0; y < image.height(); y++) {
      int start = 0; // of pixels of one number
      for (int x = 1; x <= image.width(); x++) {
        if (x == image.width() || image.number(x, y) != image.number(start, y)) {
          if (image.number(start, y) != 0) {
            widen(bounds, image.number(start, y), start, x, y);
          }
          start = x;
        }
      }
    }
    return bounds.entrySet().stream()
        .map(
            region -> {
              int[] box = region.getValue();
              return new Region(
                  image, region.getKey(), box[0], box[1], box[2] - box[0], box[3] - box[1]);
            })
        .toList();
  }

  private static void widen(Map<Integer, int[]> bounds, int number, int left, int right, int y) {
    int[] box = bounds.computeIfAbsent(number, absent -> new int[] {left, y, right, y + 1});
    box[0] = Math.min(box[0], left);
    box[2] = Math.max(box[2], right);
    box[3] = y + 1;
  }
}
