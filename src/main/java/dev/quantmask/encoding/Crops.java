package dev.quantmask.encoding;

import dev.quantmask.coco.mask.PixelWindow;
import dev.quantmask.image.PngEncoder;
import dev.quantmask.image.RgbImage;
import dev.quantmask.roi.RoiObject;
import java.util.Arrays;

/**
 * The same part of a frame twice, without the map and with it.
 *
 * @param area of the object in pixels
 * @param frame from 0
 * @param sideBySide the part without the map, a line, and the part with it
 */
public record Crops(long area, long frame, String label, RgbImage sideBySide) {
  private static final int WIDTH = 480; // pixels, as far as the frame has them
  private static final int HEIGHT = 360;
  private static final int LINE = 4;
  private static final byte WHITE = (byte) 0xFF;

  static Crops around(RoiObject object, long frame, RgbImage without, RgbImage with) {
    PixelWindow box = object.mask().bounds();
    int width = Math.min(WIDTH, with.width());
    int height = Math.min(HEIGHT, with.height());
    int x = clamp(box.x0() + (box.width() - width) / 2, with.width() - width);
    int y = clamp(box.y0() + (box.height() - height) / 2, with.height() - height);
    int row = RgbImage.BYTES_PER_PIXEL * (2 * width + LINE);
    byte[] pixels = new byte[row * height];
    Arrays.fill(pixels, WHITE);
    for (int i = 0; i < height; i++) {
      copy(without, x, y + i, width, pixels, row * i);
      copy(with, x, y + i, width, pixels, row * i + RgbImage.BYTES_PER_PIXEL * (width + LINE));
    }
    RgbImage sideBySide = new RgbImage(2 * width + LINE, height, pixels);
    return new Crops(object.mask().area(), frame, object.label(), sideBySide);
  }

  private static int clamp(int position, int last) {
    return Math.max(0, Math.min(position, last));
  }

  private static void copy(RgbImage from, int x, int y, int width, byte[] to, int position) {
    int first = RgbImage.BYTES_PER_PIXEL * (y * from.width() + x);
    System.arraycopy(from.pixels(), first, to, position, RgbImage.BYTES_PER_PIXEL * width);
  }

  byte[] png() {
    return PngEncoder.encode(sideBySide);
  }
}
