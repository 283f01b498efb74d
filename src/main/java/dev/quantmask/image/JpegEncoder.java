package dev.quantmask.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;

/** Images to JPEG files. */
public final class JpegEncoder {
  private static final String METADATA = "javax_imageio_jpeg_image_1.0";

  private JpegEncoder() {}

  /**
   * The image in YCbCr.
   *
   * @param image of opaque pixels
   * @param quality 0 to 1, as ImageIO has it
   * @param subsampled whether there is one colour for two by two pixels (4:2:0), or one for each
   */
  public static byte[] encode(BufferedImage image, double quality, boolean subsampled) {
    ImageWriter writer = writerOfJdk();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality((float) quality);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
      if (!subsampled) {
        useOneColourForEachPixel(metadata);
      }
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException("JPEG: writing to memory failed", impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriter writerOfJdk() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule() == ImageWriter.class.getModule()) {
        return writer;
      }
    }
    throw new IllegalStateException("the JDK has no writer for jpeg");
  }

  /** The JDK writes luma with two samples to one of colour, both ways, unless told otherwise. */
  private static void useOneColourForEachPixel(IIOMetadata metadata)
      throws IIOInvalidTreeException {
    Element root = (Element) metadata.getAsTree(METADATA);
    Element luma = (Element) root.getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", "1");
    luma.setAttribute("VsamplingFactor", "1");
    metadata.setFromTree(METADATA, root);
  }
}
