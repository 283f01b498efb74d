package dev.quantmask.image;

/** The largest picture that is decoded, in pixels. */
public record ImageLimits(int maxWidth, int maxHeight, long maxPixels) {
  public static final ImageLimits DEFAULT = new ImageLimits(16_384, 16_384, 64_000_000);
}
