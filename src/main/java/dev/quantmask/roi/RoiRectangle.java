package dev.quantmask.roi;

import dev.quantmask.text.Text;

/** A rectangle of a video's frame in whole pixels: the upper left one, and the size. */
public record RoiRectangle(int x, int y, int width, int height) {
  public RoiRectangle {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          Text.format(
              "expected x and y of at least 0, and a width and a height of at least 1, found %d, %d,"
                  + " %d, %d",
              x, y, width, height));
    }
  }
}
