package dev.quantmask.detection.mask;

import java.util.Arrays;

/**
 * Tells where the pixels along one axis of the image sample the mask. The mask has a border of one
 * zero on each side; pixels beyond the border are left out, for they are background.
 *
 * @param start the first pixel
 * @param cell {@code [pixel - start]}: it lies between mask values {@code cell} and {@code cell +
 *     1}, counted from the border's 0; ascending
 * @param weight {@code [pixel - start]}: the share of value {@code cell + 1}; the other has the
 *     rest
 */
@SuppressWarnings("ArrayRecordComponent") // local to one mask
record MaskAxis(int start, int[] cell, float[] weight) {
  int length() {
    return cell.length;
  }

  /**
   * Samples as Detectron2's {@code _do_paste_mask} on a CPU and {@code torch.grid_sampler} after
   * it.
   *
   * @param low and {@code high}: the box in pixels
   * @param size of the image in pixels
   */
  static MaskAxis detectron2(float low, float high, int side, int size) {
    int first = (int) Math.max(Math.floor(low) - 1, 0);
    int end = (int) Math.min(Math.ceil(high) + 1, size);
    Collector pixels = new Collector(first, end);
    for (int pixel = first; pixel < end; pixel++) {
      float grid = (pixel + 0.5f - low) / (high - low) * 2 - 1;
      float position = Math.fma(grid + 1, side / 2f, -0.5f);
      float cell = (float) Math.floor(position);
      // A box of no width divides by zero; what is not finite is background.
      if (cell >= -1 && cell < side) {
        pixels.add(pixel, (int) cell + 1, position - cell);
      }
    }
    return pixels.axis();
  }

  /**
   * Samples as torchvision's {@code paste_mask_in_image} and {@code torch.upsample_bilinear2d} in
   * it.
   *
   * @param low and {@code high}: the first and the last pixel of the grown box
   * @param resized the size in pixels that the mask with its border is resized to
   * @param size of the image in pixels
   */
  static MaskAxis torchvision(long low, long high, long resized, int side, int size) {
    int first = (int) Math.min(Math.max(low, 0), size);
    int end = (int) Math.min(high + 1, size);
    int bordered = side + 2;
    float scale = (float) bordered / resized;
    Collector pixels = new Collector(first, end);
    for (int pixel = first; pixel < end; pixel++) {
      float position = Math.max(Math.fma(scale, (pixel - low) + 0.5f, -0.5f), 0);
      int cell = (int) position;
      // Beyond the last zero there is nothing to mix it with.
      if (cell < bordered - 1) {
        pixels.add(pixel, cell, Math.min(position - cell, 1));
      }
    }
    return pixels.axis();
  }

  /** The pixels that lie on the mask: one stretch, for positions ascend. */
  private static final class Collector {
    private final int[] cell;
    private final float[] weight;
    private int start;
    private int length;

    Collector(int first, int end) {
      cell = new int[Math.max(end - first, 0)];
      weight = new float[cell.length];
    }

    void add(int pixel, int pixelCell, float pixelWeight) {
      if (length == 0) {
        start = pixel;
      }
      cell[length] = pixelCell;
      weight[length] = pixelWeight;
      length++;
    }

    MaskAxis axis() {
      return new MaskAxis(start, Arrays.copyOf(cell, length), Arrays.copyOf(weight, length));
    }
  }
}
