package dev.quantmask.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images to PNG files. */
public final class PngEncoder {
  private static final int[] RED_GREEN_BLUE = {0, 1, 2};

  private PngEncoder() {}

  public static byte[] encode(RgbImage image) {
    DataBufferByte data = new DataBufferByte(image.pixels(), image.pixels().length);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            data, image.width(), image.height(), image.width() * 3, 3, RED_GREEN_BLUE, null);
    ColorSpace colours = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    return encode(new BufferedImage(model, raster, false, null));
  }

  /** An image of any kind that ImageIO has, its bits as they are. */
  public static byte[] encode(RenderedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(image);
    } catch (IOException impossible) {
      throw new UncheckedIOException("PNG: writing to memory failed", impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
