package dev.quantmask.image;

/**
 * Names what the samples of a JPEG file mean, and converts them in libjpeg's arithmetic (ITU-T
 * T.871 in 16-bit fixed point), so that it equals other decoders to the last bit.
 */
enum JpegColours {
  GREY(1) {
    @Override
    void convert(byte[] samples, int from, byte[] rgb, int to) {
      rgb[to] = samples[from];
      rgb[to + 1] = samples[from];
      rgb[to + 2] = samples[from];
    }
  },
  RGB(3) {
    @Override
    void convert(byte[] samples, int from, byte[] rgb, int to) {
      rgb[to] = samples[from];
      rgb[to + 1] = samples[from + 1];
      rgb[to + 2] = samples[from + 2];
    }
  },
  YCBCR(3) {
    @Override
    void convert(byte[] samples, int from, byte[] rgb, int to) {
      int luma = samples[from] & 0xff;
      int blue = (samples[from + 1] & 0xff) - 128;
      int red = (samples[from + 2] & 0xff) - 128;
      rgb[to] = clip(luma + ((RED_TO_RED * red + HALF) >> 16));
      rgb[to + 1] = clip(luma + ((BLUE_TO_GREEN * blue + RED_TO_GREEN * red + HALF) >> 16));
      rgb[to + 2] = clip(luma + ((BLUE_TO_BLUE * blue + HALF) >> 16));
    }
  },
  /** Inverted, as Adobe writes it and everybody reads it: 255 is no ink. */
  CMYK(4) {
    @Override
    void convert(byte[] samples, int from, byte[] rgb, int to) {
      for (int i = 0; i < 3; i++) {
        rgb[to + i] = ink(255 - (samples[from + i] & 0xff), samples[from + 3] & 0xff);
      }
    }
  },
  YCCK(4) {
    @Override
    void convert(byte[] samples, int from, byte[] rgb, int to) {
      YCBCR.convert(samples, from, rgb, to);
      // YCC holds the ink; CMYK above is its inverse, hence the value itself is the ink here.
      for (int i = 0; i < 3; i++) {
        rgb[to + i] = ink(rgb[to + i] & 0xff, samples[from + 3] & 0xff);
      }
    }
  };

  private static final int RED_TO_RED = 91_881; // 1.40200
  private static final int BLUE_TO_GREEN = -22_554; // -0.34414
  private static final int RED_TO_GREEN = -46_802; // -0.71414
  private static final int BLUE_TO_BLUE = 116_130; // 1.77200
  private static final int HALF = 1 << 15;

  private final int bands;

  JpegColours(int bands) {
    this.bands = bands;
  }

  int bands() {
    return bands;
  }

  /**
   * libjpeg's own rules ({@code default_decompress_parms}).
   *
   * @param adobeTransform of the Adobe segment, -1 without one
   * @param ids the components' ids, a character each
   */
  static JpegColours of(int components, boolean jfif, int adobeTransform, String ids)
      throws ImageException {
    return switch (components) {
      case 1 -> GREY;
      case 3 -> isRgb(jfif, adobeTransform, ids) ? RGB : YCBCR;
      case 4 -> adobeTransform > 0 ? YCCK : CMYK;
      default ->
          throw new ImageException("JPEG: expected 1, 3 or 4 components, found " + components);
    };
  }

  private static boolean isRgb(boolean jfif, int adobeTransform, String ids) {
    if (jfif) {
      return false;
    }
    return adobeTransform < 0 ? ids.equals("RGB") : adobeTransform == 0;
  }

  /**
   * Converts a whole image.
   *
   * @param samples {@code (pixels, bands)}
   * @return {@code (pixels, 3)}; of three bands they are the samples themselves, converted
   */
  byte[] toRgb(byte[] samples) {
    if (this == RGB) {
      return samples;
    }
    int pixels = samples.length / bands;
    byte[] rgb = bands == 3 ? samples : new byte[pixels * 3];
    for (int i = 0; i < pixels; i++) {
      convert(samples, i * bands, rgb, i * 3);
    }
    return rgb;
  }

  abstract void convert(byte[] samples, int from, byte[] rgb, int to);

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Pillow's CMYK to RGB: what is left of the light behind black and one ink, rounded. */
  private static byte ink(int ink, int light) {
    int product = ink * light + 128;
    return clip(light - ((product + (product >> 8)) >> 8));
  }
}
