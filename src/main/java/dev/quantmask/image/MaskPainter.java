package dev.quantmask.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Fills masks with a translucent colour, and their rims with a nearly opaque one. */
final class MaskPainter {
  private static final int FILL = 105; // of 256
  private static final int RIM = 235;

  private final int[] pixels; // 0xRRGGBB
  private final int width;
  private final int height;
  private final int rim; // width of the outline in pixels

  MaskPainter(BufferedImage canvas, int rim) {
    this.pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
    this.width = canvas.getWidth();
    this.height = canvas.getHeight();
    this.rim = rim;
  }

  void paint(Overlay.Mask mask, Color colour) {
    int right = Math.min(mask.x0() + mask.width(), width);
    int bottom = Math.min(mask.y0() + mask.height(), height);
    for (int y = Math.max(mask.y0(), 0); y < bottom; y++) {
      for (int x = Math.max(mask.x0(), 0); x < right; x++) {
        if (mask.contains(x, y)) {
          int position = y * width + x;
          pixels[position] = blend(pixels[position], colour, isRim(mask, x, y) ? RIM : FILL);
        }
      }
    }
  }

  private boolean isRim(Overlay.Mask mask, int x, int y) {
    return !(mask.contains(x - rim, y)
        && mask.contains(x + rim, y)
        && mask.contains(x, y - rim)
        && mask.contains(x, y + rim));
  }

  private static int blend(int below, Color above, int share) {
    int red = mix(below >> 16 & 0xff, above.getRed(), share);
    int green = mix(below >> 8 & 0xff, above.getGreen(), share);
    int blue = mix(below & 0xff, above.getBlue(), share);
    return red << 16 | green << 8 | blue;
  }

  private static int mix(int below, int above, int share) {
    return below + (((above - below) * share) >> 8);
  }
}
