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
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record JpegPicture(
    int width, int height, Orientation orientation, JpegColours colours, byte[] stream)
    implements Picture {

  static Picture parse(byte[] bytes) throws ImageException {
    return new JpegParser(bytes).parse();
  }

  @Override
  public RgbImage pixels() throws ImageException {
    Raster raster = Plugins.readJpeg(stream);
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
    return new RgbImage(width, height, colours.toRgb(Rasters.interleavedBytes(raster)));
  }
}
