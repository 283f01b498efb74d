package dev.quantmask.coco.mask;

import dev.quantmask.text.Text;
import java.util.Arrays;

/** Collects stretches of foreground in column-major order; neighbours become one run. */
public final class RleBuilder {
  private final int height;
  private final int width;
  private int[] counts = new int[16];
  private int size; // odd: the last run is background; even: foreground, or nothing yet
  private long position; // column-major index after the last run

  public RleBuilder(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /**
   * Adds foreground; what lies between the end of the last stretch and the start is background.
   *
   * @param start column-major index of the first pixel, {@code x * height + y}
   * @param length in pixels, at least 1
   * @throws IllegalArgumentException if the start lies before the end of the last stretch
   */
  public void addForeground(long start, int length) {
    if (start < position || length < 1) {
      throw new IllegalArgumentException(
          Text.format(
              "foreground: expected a start of at least %d and a length of at least 1, found %d and %d",
              position, start, length));
    }
    if (start == position && size > 0) {
      counts[size - 1] += length;
      position += length;
      return;
    }
    append(start - position);
    append(length);
  }

  /** The mask; the rest of the image is background. */
  public Rle build() {
    long rest = (long) height * width - position;
    if (rest != 0 || size == 0) {
      append(rest);
    }
    return new Rle(height, width, Arrays.copyOf(counts, size));
  }

  private void append(long length) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, size * 2);
    }
    counts[size++] = Math.toIntExact(length);
    position += length;
  }
}
