package dev.quantmask.coco.scoring;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.coco.mask.Rle;

/**
 * The pixels of a mask that are near its outline, as in <a
 * href="https://github.com/bowenc0221/boundary-iou-api">boundary-iou-api</a>: within 2 % of the
 * image's diagonal, by the larger of the distances in x and y; outside the image is background.
 */
final class Boundary {
  private static final double SHARE_OF_DIAGONAL = 0.02;

  private Boundary() {}

  static Rle of(Rle mask) {
    PixelWindow window = mask.bounds();
    int width = distance(mask.height(), mask.width());
    boolean[] inside = mask.decode(window);
    boolean[] inner = erode(inside, window.height(), window.width(), window.width(), 1, width);
    inner = erode(inner, window.width(), window.height(), 1, window.width(), width);
    for (int i = 0; i < inside.length; i++) {
      inside[i] &= !inner[i];
    }
    return Rle.encode(mask.height(), mask.width(), window, inside);
  }

  /** Returns the distance in pixels, at least 1; halves go to the even number, as Python rounds. */
  private static int distance(int height, int width) {
    double diagonal = Math.sqrt((double) height * height + (double) width * width);
    return Math.max(1, (int) Math.rint(SHARE_OF_DIAGONAL * diagonal));
  }

  /**
   * Keeps pixels that have no background within a distance in their line.
   *
   * @param lineStep from a line's first pixel to the next line's
   * @param pixelStep from a pixel of a line to the next
   */
  private static boolean[] erode(
      boolean[] inside, int lines, int pixels, int lineStep, int pixelStep, int distance) {
    boolean[] kept = new boolean[inside.length];
    for (int line = 0; line < lines; line++) {
      int start = line * lineStep;
      int run = 0; // pixels of foreground up to here
      for (int i = 0; i < pixels; i++) {
        run = inside[start + i * pixelStep] ? run + 1 : 0;
        if (run > 2 * distance) {
          kept[start + (i - distance) * pixelStep] = true;
        }
      }
    }
    return kept;
  }
}
