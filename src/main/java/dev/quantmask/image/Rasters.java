package dev.quantmask.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * Reads samples as they are stored. {@link BufferedImage#getRGB} would convert grey and profiled
 * images between colour spaces and change their values.
 */
final class Rasters {
  private Rasters() {}

  /**
   * Bytes of the heap that one pixel takes while it is decoded.
   *
   * @param bits of a pixel in the raster
   * @param inPlace whether the raster's own bytes become the result
   */
  static int bytesPerPixel(int bits, boolean inPlace) {
    return inPlace
        ? RgbImage.BYTES_PER_PIXEL
        : RgbImage.BYTES_PER_PIXEL + (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * The first three samples of each pixel, or the first one three times, as 8 bits. Where the
   * raster has three bytes a pixel they are put in order where they are: the image must not be used
   * again.
   */
  static RgbImage toRgb(BufferedImage image) {
    Raster raster = image.getRaster();
    if (raster.getNumBands() == 3
        && raster.getSampleModel() instanceof ComponentSampleModel model) {
      Optional<byte[]> bytes = interleavedBytes(raster);
      if (bytes.isPresent()) {
        reorder(bytes.get(), model.getBandOffsets());
        return new RgbImage(raster.getWidth(), raster.getHeight(), bytes.get());
      }
    }
    byte[] rgb = new byte[Math.multiplyExact(3 * raster.getWidth(), raster.getHeight())];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      copyIndexed(raster, palette, rgb);
    } else if (raster.getDataBuffer() instanceof DataBufferByte data
        && raster.getSampleModel() instanceof ComponentSampleModel model
        && data.getNumBanks() == 1) {
      copyBytes(data.getData(), model, rgb);
    } else {
      copySamples(raster, rgb);
    }
    return new RgbImage(raster.getWidth(), raster.getHeight(), rgb);
  }

  /** The same for any image, which stays as it is. */
  static RgbImage copyToRgb(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    if (!isStoredAsRgb(colours)) {
      return convert(image);
    }
    WritableRaster copy =
        colours.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
    image.copyData(copy);
    return toRgb(new BufferedImage(colours, copy, false, null));
  }

  private static boolean isStoredAsRgb(ColorModel colours) {
    int space = colours.getColorSpace().getType();
    int samples = colours.getTransferType();
    return (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
        && !(colours.hasAlpha() && colours.isAlphaPremultiplied())
        && colours.getComponentSize(0) >= 8 // fewer are scaled, and Java rounds
        && (samples == DataBuffer.TYPE_BYTE
            || samples == DataBuffer.TYPE_USHORT
            || samples == DataBuffer.TYPE_INT);
  }

  private static RgbImage convert(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3 * width, image.getHeight())];
    int[] row = new int[width];
    int target = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int colour : image.getRGB(0, y, width, 1, row, 0, width)) {
        target = put(colour, rgb, target);
      }
    }
    return new RgbImage(width, image.getHeight(), rgb);
  }

  private static int put(int colour, byte[] rgb, int at) {
    rgb[at] = (byte) (colour >> 16);
    rgb[at + 1] = (byte) (colour >> 8);
    rgb[at + 2] = (byte) colour;
    return at + 3;
  }

  /** The data of a raster of bytes whose samples lie pixel by pixel, without a copy. */
  static Optional<byte[]> interleavedBytes(Raster raster) {
    int bands = raster.getNumBands();
    if (raster.getDataBuffer() instanceof DataBufferByte data
        && raster.getSampleModel() instanceof ComponentSampleModel model
        && model.getPixelStride() == bands
        && model.getScanlineStride() == bands * raster.getWidth()
        && data.getData().length == bands * raster.getWidth() * raster.getHeight()) {
      return Optional.of(data.getData());
    }
    return Optional.empty();
  }

  private static void reorder(byte[] pixels, int... offsets) {
    if (offsets[0] == 0 && offsets[1] == 1) {
      return;
    }
    for (int i = 0; i < pixels.length; i += 3) {
      byte red = pixels[i + offsets[0]];
      byte green = pixels[i + offsets[1]];
      byte blue = pixels[i + offsets[2]];
      pixels[i] = red;
      pixels[i + 1] = green;
      pixels[i + 2] = blue;
    }
  }

  private static void copyIndexed(Raster raster, IndexColorModel palette, byte[] rgb) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    int[] row = new int[raster.getWidth()];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int index : row) {
        int colour = index < colours.length ? colours[index] : 0; // beyond the palette is black
        target = put(colour, rgb, target);
      }
    }
  }

  private static void copyBytes(byte[] data, ComponentSampleModel model, byte[] rgb) {
    int[] offsets = model.getBandOffsets();
    boolean coloured = offsets.length >= 3;
    int red = offsets[0];
    int green = coloured ? offsets[1] : red;
    int blue = coloured ? offsets[2] : red;
    int target = 0;
    for (int y = 0; y < model.getHeight(); y++) {
      int source = y * model.getScanlineStride();
      for (int x = 0; x < model.getWidth(); x++) {
        rgb[target++] = data[source + red];
        rgb[target++] = data[source + green];
        rgb[target++] = data[source + blue];
        source += model.getPixelStride();
      }
    }
  }

  private static void copySamples(Raster raster, byte[] rgb) {
    int bands = raster.getNumBands();
    int[] bits = raster.getSampleModel().getSampleSize();
    int[] row = new int[bands * raster.getWidth()];
    int target = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int pixel = 0; pixel < row.length; pixel += bands) {
        for (int channel = 0; channel < 3; channel++) {
          int band = bands >= 3 ? channel : 0;
          rgb[target++] = eightBits(row[pixel + band], bits[band]);
        }
      }
    }
  }

  private static byte eightBits(int sample, int bits) {
    if (bits >= 8) {
      return (byte) (sample >> (bits - 8));
    }
    return (byte) (sample * 255 / ((1 << bits) - 1));
  }
}
