package dev.quantmask.image;

/**
 * A lossless WebP image.
 *
 * @param stream a complete file of the simple kind: no profile, no metadata
 */
record LosslessWebP(
    int width, int height, Orientation orientation, boolean hasAlpha, Excerpt stream)
    implements EncodedImage {
  @Override
  public int bytesPerPixel() {
    return Rasters.bytesPerPixel(hasAlpha ? 32 : 24, !hasAlpha);
  }

  @Override
  public RgbImage pixels() throws ImageException {
    return Rasters.toRgb(Plugins.readWebP(stream.open()));
  }
}
