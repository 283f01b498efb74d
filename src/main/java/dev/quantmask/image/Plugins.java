package dev.quantmask.image;

import dev.quantmask.text.Text;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The readers of ImageIO, one new for each image (they are not thread-safe), without metadata and
 * without a cache on disk. Whatever they throw at damaged bytes becomes an {@link ImageException}.
 */
final class Plugins {
  private static final System.Logger LOG = System.getLogger(Plugins.class.getName());
  private static final String NO_MEMORY = "Insufficient memory"; // JERR_OUT_OF_MEMORY of libjpeg

  private Plugins() {}

  @FunctionalInterface
  private interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /** The samples as libjpeg has them, without conversion of colours. */
  static Raster readJpeg(ImageInputStream stream) throws ImageException {
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

  static BufferedImage readPng(ImageInputStream stream) throws ImageException {
    return read("PNG", readerOfJdk("png"), stream, open -> open.read(0));
  }

  static BufferedImage readBmp(ImageInputStream stream) throws ImageException {
    return read("BMP", readerOfJdk("bmp"), stream, open -> open.read(0));
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

  private static <T> T read(
      String format, ImageReader reader, ImageInputStream stream, Reading<T> reading)
      throws ImageException {
    try (stream) {
      reader.setInput(stream, true, true);
      return reading.read(reader);
    } catch (IOException | RuntimeException failure) {
      throw damaged(format, failure);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Plug-ins are fed by strangers: an index out of bounds in there is the sender's mistake. What
   * the service lacks is not, and they wrap that as well.
   */
  static ImageException damaged(String format, Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    OutOfMemory.in(failure)
        .ifPresent(
            error -> {
              throw error;
            });
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).startsWith(NO_MEMORY)) {
      throw new OutOfMemoryError("libjpeg: " + cause.getMessage());
    }
    if (cause instanceof LinkageError incomplete) {
      throw incomplete;
    }
    if (!(cause instanceof IOException)) {
      StackTraceElement[] trace = cause.getStackTrace();
      LOG.log(
          Level.INFO,
          "{0}: taken for damaged, as its decoder threw {1}{2}",
          format,
          cause,
          trace.length == 0 ? "" : " at " + trace[0]);
    }
    return new ImageException(
        Text.format("truncated or damaged %s: %s", format, reason(cause)), failure);
  }

  /**
   * Returns what a plug-in says itself; the JVM's messages and names of classes are not for
   * senders.
   */
  private static String reason(Throwable cause) {
    if (cause instanceof EOFException) {
      return "its end comes too early";
    }
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : "its data contradict each other";
  }
}
