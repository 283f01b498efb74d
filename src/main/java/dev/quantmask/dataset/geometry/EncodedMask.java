package dev.quantmask.dataset.geometry;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.MaskDecoder;
import dev.quantmask.image.PngEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Masks that lie in JSON as base64 of a PNG. */
public final class EncodedMask {
  // Beyond it lies no PNG of a mask, but a bomb.
  private static final int MOST_BYTES = 1 << 28;

  private EncodedMask() {}

  /** A PNG in base64. */
  public static MaskDecoder.Mask png(String field, String base64)
      throws InvalidAnnotationException {
    return decode(field, bytes(field, base64));
  }

  /** A PNG, compressed with zlib once more, in base64. */
  public static MaskDecoder.Mask deflatedPng(String field, String base64)
      throws InvalidAnnotationException {
    return decode(field, inflate(field, bytes(field, base64)));
  }

  /**
   * Returns a window of a mask as a PNG of one bit a pixel.
   *
   * @param inside {@code boolean[window.height * window.width]}
   */
  public static byte[] toPng(PixelWindow window, boolean[] inside) {
    return PngEncoder.encode(window.toImage(inside));
  }

  private static byte[] bytes(String field, String base64) throws InvalidAnnotationException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw InvalidAnnotationException.malformed(field, "base64", e.getMessage());
    }
  }

  private static MaskDecoder.Mask decode(String field, byte[] png)
      throws InvalidAnnotationException {
    try {
      return MaskDecoder.decode(png, ImageLimits.DEFAULT);
    } catch (ImageException e) {
      throw new InvalidAnnotationException(
          FindingKind.MALFORMED_SHAPE, field + ": " + e.getMessage());
    }
  }

  private static byte[] inflate(String field, byte[] deflated) throws InvalidAnnotationException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[Math.max(1024, deflated.length * 2)];
      int size = 0;
      while (!inflater.finished()) {
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, size * 2));
        }
        int read = inflater.inflate(bytes, size, bytes.length - size);
        if (read == 0) {
          throw InvalidAnnotationException.malformed(field, "a whole zlib stream", "a part of one");
        }
        size += read;
      }
      return Arrays.copyOf(bytes, size);
    } catch (DataFormatException e) {
      throw InvalidAnnotationException.malformed(field, "a zlib stream", e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
