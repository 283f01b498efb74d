package dev.quantmask.server.config;

import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.util.Optional;

/**
 * Bounds what requests may take of the heap, so that those of any size fit into it together: two
 * fifths for images; a tenth for bodies, which are copied up to four times until they are images;
 * and an eighth for requests and responses that connections hold.
 *
 * @param heap bytes at most
 */
public record HeapShares(long heap) {
  // 16-bit RGBA takes 11 while it is decoded, a PNG of the answer 17 while it is written.
  private static final int MOST_BYTES_PER_PIXEL = 17;

  public static HeapShares ofThisProcess() {
    return new HeapShares(Runtime.getRuntime().maxMemory());
  }

  /** Returns the share for images of which each has so many pixels at most. */
  long images(long maxPixels) {
    return Math.min(maxPixels * MOST_BYTES_PER_PIXEL, heap / 5 * 2);
  }

  /**
   * Returns the share for bodies.
   *
   * @param configured for all of them
   * @param maxBody of one, which always has room
   */
  long bodies(long configured, long maxBody) {
    return Math.max(maxBody, Math.min(configured, heap / 10));
  }

  /**
   * Returns the share for requests that have no answer yet, and responses that nobody has read yet.
   */
  public long responses() {
    return heap / 8;
  }

  /** Returns what is to be told when the heap is smaller than the limits. */
  public Optional<String> problem(long maxPixels) {
    long needed = maxPixels * RgbImage.BYTES_PER_PIXEL;
    return needed <= images(maxPixels)
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "quantmask.limits.max-image-pixels: images of %d pixels take at least %d MB, and the"
                    + " heap of %d MB has %d MB for images; larger ones are answered with 413. Give"
                    + " the JVM more memory (-Xmx), or lower the limit.",
                maxPixels, needed >> 20, heap >> 20, images(maxPixels) >> 20));
  }
}
