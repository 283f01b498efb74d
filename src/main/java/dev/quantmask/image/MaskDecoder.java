package dev.quantmask.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** PNG files that annotation tools keep masks in. */
public final class MaskDecoder {
  private MaskDecoder() {}

  /**
   * A mask.
   *
   * @param inside {@code boolean[height * width]}, rows from the top
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on immediately
  public record Mask(int width, int height, boolean[] inside) {}

  /**
   * Decodes a mask: inside is what is not transparent, where anything is transparent; else what is
   * not black, where anything is.
   *
   * @throws ImageException if the bytes are no PNG, are damaged, or go beyond the limits
   */
  public static Mask decode(byte[] bytes, ImageLimits limits) throws ImageException {
    if (!(EncodedImage.of(bytes) instanceof PngImage png)) {
      throw new ImageException("expected a mask as PNG, found another kind of image");
    }
    limits.check(png.width(), png.height());
    var image = Plugins.readPng(png.stream().open());
    boolean[] inside =
        image.getColorModel() instanceof IndexColorModel palette
            ? insideByPalette(image.getRaster(), palette)
            : insideBySamples(image.getRaster());
    return new Mask(png.width(), png.height(), inside);
  }

  private static boolean[] insideByPalette(Raster raster, IndexColorModel palette) {
    int[] indices = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    boolean[] inside = new boolean[indices.length];
    for (int i = 0; i < indices.length; i++) {
      boolean known = indices[i] < palette.getMapSize(); // beyond the palette is black
      inside[i] = known && (palette.getRGB(indices[i]) & 0xffffff) != 0;
    }
    return inside;
  }

  private static boolean[] insideBySamples(Raster raster) {
    int bands = raster.getNumBands();
    boolean hasAlpha = bands == 2 || bands == 4;
    if (!hasAlpha) {
      return notZero(raster, 0, bands);
    }
    boolean[] opaque = notZero(raster, bands - 1, bands);
    if (has(opaque, false)) {
      return opaque;
    }
    boolean[] colored = notZero(raster, 0, bands - 1);
    return has(colored, true) ? colored : opaque;
  }

  private static boolean has(boolean[] inside, boolean value) {
    for (boolean pixel : inside) {
      if (pixel == value) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one of some bands is not zero, by pixel. */
  private static boolean[] notZero(Raster raster, int firstBand, int endBand) {
    int bands = raster.getNumBands();
    int[] row = new int[bands * raster.getWidth()];
    boolean[] inside = new boolean[Math.multiplyExact(raster.getWidth(), raster.getHeight())];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int pixel = 0; pixel < row.length; pixel += bands) {
        int sum = 0;
        for (int band = firstBand; band < endBand; band++) {
          sum += row[pixel + band];
        }
        inside[target++] = sum != 0;
      }
    }
    return inside;
  }
}
