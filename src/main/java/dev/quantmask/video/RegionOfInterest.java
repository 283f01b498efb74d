package dev.quantmask.video;

import dev.quantmask.text.Text;

/**
 * A rectangle of a frame whose quality an encoder changes: FFmpeg's AVRegionOfInterest. Where they
 * overlap, the first one counts.
 *
 * @param x0 the upper left pixel, as {@code y0}
 * @param x1 the pixel after the lower right one, as {@code y1}
 * @param qualityOffset -1 (as good as can be) to 1 (as bad as can be); 0 changes nothing
 */
public record RegionOfInterest(int x0, int y0, int x1, int y1, double qualityOffset) {
  public RegionOfInterest {
    if (x0 < 0 || y0 < 0 || x1 <= x0 || y1 <= y0 || !(Math.abs(qualityOffset) <= 1)) {
      throw new IllegalArgumentException(
          Text.format(
              "RegionOfInterest: expected a rectangle and -1 to 1, found %d %d %d %d, %s",
              x0, y0, x1, y1, qualityOffset));
    }
  }
}
