package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.awt.image.Raster;

/**
 * A JPEG file with its metadata taken out.
 *
 * @param colours how the stored samples are to be read
 * @param stream from SOI to EOI, told to be RGB or CMYK so that libjpeg hands over samples as
 *     stored
 */
record JpegImage(
    int width, int height, Orientation orientation, JpegColours colours, Excerpt stream)
    implements EncodedImage {

  static EncodedImage parse(byte[] bytes) throws ImageException {
    return new JpegParser(bytes).parse();
  }

  @Override
  public int bytesPerPixel() {
    return Rasters.bytesPerPixel(8 * colours.bands(), colours.bands() == 3);
  }

  @Override
  public RgbImage pixels() throws ImageException {
    Raster raster = Plugins.readJpeg(stream.open());
    if (raster.getNumBands() != colours.bands()
        || raster.getWidth() != width
        || raster.getHeight() != height) {
      throw new ImageException(
          Text.format(
              "JPEG: expected %d x %d pixels of %d samples, found %d x %d of %d",
              width,
              height,
              colours.bands(),
              raster.getWidth(),
              raster.getHeight(),
              raster.getNumBands()));
    }
    byte[] samples =
        Rasters.interleavedBytes(raster)
            .orElseThrow(
                () -> new ImageException("JPEG: expected samples of 8 bits, pixel by pixel"));
    return new RgbImage(width, height, colours.toRgb(samples));
  }
}
