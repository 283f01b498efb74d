package dev.quantmask.detection.mask;

/**
 * Bilinear interpolation and threshold in the order of rounding of libtorch 2.7's kernels on x86-64
 * with AVX2 or AVX-512, where the compiler fuses multiplications with additions.
 *
 * <p>A cell's corners are a (upper left), b (upper right), c (lower left), d (lower right).
 */
enum MaskSampling {
  /** {@code torch.grid_sampler}. */
  GRID {
    @Override
    boolean isInside(float a, float b, float c, float d, float right, float lower) {
      float left = 1 - right;
      float upper = 1 - lower;
      float value = a * (upper * left);
      value = Math.fma(b, upper * right, value);
      value = Math.fma(c, lower * left, value);
      return Math.fma(d, lower * right, value) >= 0.5f;
    }
  },

  /** {@code torch.upsample_bilinear2d}, the kernel for small results. */
  SMALL_RESIZE {
    @Override
    boolean isInside(float a, float b, float c, float d, float right, float lower) {
      float left = 1 - right;
      float upper = 1 - lower;
      float value = Math.fma(upper * left, a, upper * right * b);
      value = Math.fma(lower * left, c, value);
      return Math.fma(lower * right, d, value) > 0.5f;
    }
  },

  /** {@code torch.upsample_bilinear2d}, the kernel for all other results. */
  LARGE_RESIZE {
    @Override
    boolean isInside(float a, float b, float c, float d, float right, float lower) {
      float left = 1 - right;
      float upperValue = Math.fma(a, left, b * right);
      float lowerValue = Math.fma(c, left, d * right);
      return Math.fma(1 - lower, upperValue, lower * lowerValue) > 0.5f;
    }
  };

  /**
   * Returns whether the value at a point of a cell passes the threshold.
   *
   * @param right the share of b and d, in [0, 1]
   * @param lower the share of c and d, in [0, 1]
   */
  abstract boolean isInside(float a, float b, float c, float d, float right, float lower);
}
