package dev.quantmask.detection.mask;

import dev.quantmask.detection.Detection;

/** Whose way of pasting a mask into the image is reproduced, bit by bit. */
public enum MaskStyle {
  /**
   * {@code paste_masks_in_image} of Detectron2 0.6: bilinear samples at pixel centres, zeros around
   * the mask, at least 0.5.
   */
  DETECTRON2 {
    @Override
    MaskPlacement place(Detection.Box box, int side, int height, int width) {
      return new MaskPlacement(
          MaskAxis.detectron2(box.x0(), box.x1(), side, width),
          MaskAxis.detectron2(box.y0(), box.y1(), side, height),
          MaskSampling.GRID);
    }
  },

  /**
   * {@code paste_masks_in_image} of torchvision 0.22: a border of zeros, the box grown to match and
   * cut to whole pixels, resized to it, more than 0.5.
   */
  TORCHVISION {
    @Override
    MaskPlacement place(Detection.Box box, int side, int height, int width) {
      float growth = (float) ((side + 2.0) / side);
      long[] columns = grow(box.x0(), box.x1(), growth);
      long[] rows = grow(box.y0(), box.y1(), growth);
      long resizedWidth = Math.max(columns[1] - columns[0] + 1, 1);
      long resizedHeight = Math.max(rows[1] - rows[0] + 1, 1);
      return new MaskPlacement(
          MaskAxis.torchvision(columns[0], columns[1], resizedWidth, side, width),
          MaskAxis.torchvision(rows[0], rows[1], resizedHeight, side, height),
          resizedWidth + resizedHeight <= SMALL_RESIZE
              ? MaskSampling.SMALL_RESIZE
              : MaskSampling.LARGE_RESIZE);
    }
  };

  // libtorch takes another kernel, with another order of rounding, up to this width + height.
  private static final int SMALL_RESIZE = 128;
  private static final float FAR_AWAY = 1e12f;

  /** Returns where each pixel of the image samples the mask. */
  abstract MaskPlacement place(Detection.Box box, int side, int height, int width);

  /** The first and the last pixel of a box side that grows around its middle. */
  private static long[] grow(float low, float high, float growth) {
    float half = (high - low) * 0.5f * growth;
    float middle = (high + low) * 0.5f;
    return new long[] {wholePixel(middle - half), wholePixel(middle + half)};
  }

  /** Cut towards zero; kept where sums cannot overflow. */
  private static long wholePixel(float position) {
    return (long) Math.max(-FAR_AWAY, Math.min(position, FAR_AWAY));
  }
}
