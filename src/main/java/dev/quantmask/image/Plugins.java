package dev.quantmask.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The readers of ImageIO, one new for each picture (they are not thread-safe), without metadata and
 * without a cache on disk. Whatever they throw at damaged bytes becomes an {@link ImageException}.
 */
final class Plugins {
  private Plugins() {}

  @FunctionalInterface
  private interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /** The samples as libjpeg has them, without conversion of colours. */
  static Raster readJpeg(byte[] stream) throws ImageException {
    StringBuilder premature = new StringBuilder();
    ImageReader reader = readerOfJdk("jpeg");
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          // libjpeg fills what is missing with grey and only warns.
          if (warning.contains("premature end") || warning.contains("Truncated")) {
            premature.append(warning);
          }
        });
    Raster raster = read("JPEG", reader, stream, open -> open.readRaster(0, null));
    if (!premature.isEmpty()) {
      throw new ImageException("truncated JPEG: " + premature);
    }
    return raster;
  }

  static BufferedImage readPng(byte[] stream) throws ImageException {
    return read("PNG", readerOfJdk("png"), stream, open -> open.read(0));
  }

  static BufferedImage readBmp(byte[] stream) throws ImageException {
    return read("BMP", readerOfJdk("bmp"), stream, open -> open.read(0));
  }

  static BufferedImage readWebP(byte[] stream) throws ImageException {
    // Made directly: ImageIO looks for plug-ins with whatever class loader was first to use it.
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    return read("WebP", reader, stream, open -> open.read(0));
  }

  private static ImageReader readerOfJdk(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageReader.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("the JDK has no reader for " + format);
  }

  private static <T> T read(String format, ImageReader reader, byte[] stream, Reading<T> reading)
      throws ImageException {
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(input, true, true);
      return reading.read(reader);
    } catch (IOException | RuntimeException damaged) {
      // Plug-ins are fed by strangers: an index out of bounds in there is the sender's mistake.
      throw new ImageException(
          Text.format("truncated or damaged %s: %s", format, reason(damaged)), damaged);
    } finally {
      reader.dispose();
    }
  }

  /** What a plug-in says itself; the JVM's messages and names of classes are not for senders. */
  private static String reason(Exception damaged) {
    Throwable cause = damaged.getCause() == null ? damaged : damaged.getCause();
    if (cause instanceof EOFException) {
      return "its end comes too early";
    }
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : "its data contradict each other";
  }
}
