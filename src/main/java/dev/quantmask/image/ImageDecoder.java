package dev.quantmask.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Interim: to be replaced. */
public final class ImageDecoder {
  private ImageDecoder() {}

  public static RgbImage decode(byte[] bytes, ImageLimits limits) throws ImageException {
    try (ImageInputStream stream =
        ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new ImageException("not an image of a known format");
      }
      ImageReader reader = readers.next();
      boolean[] truncated = {false};
      reader.addIIOReadWarningListener((source, warning) -> truncated[0] = true);
      reader.setInput(stream);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width > limits.maxWidth()
          || height > limits.maxHeight()
          || width * height > limits.maxPixels()) {
        throw new ImageException("the image is too large: %d x %d".formatted(width, height));
      }
      BufferedImage image = reader.read(0);
      if (truncated[0]) {
        throw new ImageException("the image is truncated");
      }
      return toRgb(image);
    } catch (IOException | RuntimeException e) {
      throw new ImageException("the image cannot be decoded", e);
    }
  }

  private static RgbImage toRgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] pixels = new byte[width * height * 3];
    int at = 0;
    for (int argb : image.getRGB(0, 0, width, height, null, 0, width)) {
      pixels[at++] = (byte) (argb >> 16);
      pixels[at++] = (byte) (argb >> 8);
      pixels[at++] = (byte) argb;
    }
    return new RgbImage(width, height, pixels);
  }
}
