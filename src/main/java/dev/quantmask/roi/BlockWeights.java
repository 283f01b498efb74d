package dev.quantmask.roi;

import dev.quantmask.coco.mask.Rle;

/** How much each block of a frame matters: 0 for the background, 1 for the most important. */
final class BlockWeights {
  private final int width; // of the frame, in pixels
  private final int height;
  private final int block;
  private final int columns;
  private final float[] weights; // [rows * columns]

  BlockWeights(int width, int height, int block) {
    this.width = width;
    this.height = height;
    this.block = block;
    this.columns = RoiMap.count(width, block);
    this.weights = new float[columns * RoiMap.count(height, block)];
  }

  float[] values() {
    return weights;
  }

  /**
   * Gives at least this weight to every block that has a pixel of the mask, or one within the
   * margin of it. The mask is stretched to the frame.
   *
   * @param margin pixels of the frame, in both directions
   */
  void raise(Rle mask, int margin, float weight) {
    mask.forEachColumnRun(
        (x, top, bottom) ->
            raise(
                scaled(x, width, mask.width()) - margin,
                scaled(top, height, mask.height()) - margin,
                scaledUp(x + 1, width, mask.width()) + margin,
                scaledUp(bottom, height, mask.height()) + margin,
                weight));
  }

  void raise(RoiRectangle pixels, float weight) {
    raise(
        pixels.x(),
        pixels.y(),
        (long) pixels.x() + pixels.width(),
        (long) pixels.y() + pixels.height(),
        weight);
  }

  /** The same for pixels from the left and the top one to before the right and the bottom one. */
  private void raise(long left, long top, long right, long bottom, float weight) {
    if (left >= width || top >= height) {
      return; // of a HUD that is configured for a larger frame
    }
    int lastColumn = (int) (Math.min(right, width) - 1) / block;
    int lastRow = (int) (Math.min(bottom, height) - 1) / block;
    for (int row = (int) Math.max(top, 0) / block; row <= lastRow; row++) {
      for (int column = (int) Math.max(left, 0) / block; column <= lastColumn; column++) {
        int index = row * columns + column;
        weights[index] = Math.max(weights[index], weight);
      }
    }
  }

  private static long scaled(long position, int to, int from) {
    return position * to / from;
  }

  private static long scaledUp(long position, int to, int from) {
    return (position * to + from - 1) / from;
  }
}
