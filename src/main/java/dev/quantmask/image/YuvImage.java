package dev.quantmask.image;

import dev.quantmask.image.YuvFormat.Layout;
import java.util.stream.IntStream;

/**
 * A raw frame. A sample of chroma is that of all pixels that it covers; the arithmetic is that of
 * {@link YuvTables}.
 */
record YuvImage(YuvFormat format, byte[] frame) implements EncodedImage {
  private static final int BANDS = 2; // each is converted in a thread
  private static final int PAIR = 2 * RgbImage.BYTES_PER_PIXEL;

  @Override
  public int width() {
    return format.width();
  }

  @Override
  public int height() {
    return format.height();
  }

  @Override
  public Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  @Override
  public int bytesPerPixel() {
    return RgbImage.BYTES_PER_PIXEL;
  }

  @Override
  public RgbImage pixels() {
    byte[] rgb = new byte[width() * height() * RgbImage.BYTES_PER_PIXEL];
    YuvTables tables = YuvTables.of(format.matrix(), format.range());
    int rows = format.chromaRows();
    IntStream.range(0, BANDS)
        .parallel()
        .forEach(
            band -> {
              for (int row = rows * band / BANDS; row < rows * (band + 1) / BANDS; row++) {
                convert(row, tables, rgb);
              }
            });
    return new RgbImage(width(), height(), rgb);
  }

  /** Converts the two rows of pixels, or at the end one, that a row of chroma is for. */
  private void convert(int row, YuvTables tables, byte[] rgb) {
    boolean alternate = format.layout() == Layout.NV12;
    int y = 2 * row;
    int below = Math.min(y + 1, height() - 1); // a last row alone is written twice
    int chroma = format.stride() * height() + row * format.chromaStride();
    int toRed = alternate ? 1 : format.chromaStride() * format.chromaRows();
    int step = alternate ? 2 : 1;
    int line = width() * RgbImage.BYTES_PER_PIXEL;
    int upper = y * format.stride();
    int lower = below * format.stride();
    pairs(
        frame, upper, lower, chroma, toRed, step, width() / 2, tables, rgb, y * line, below * line);
    if (width() % 2 == 1) {
      int last = width() - 1;
      int cb = frame[chroma + step * (last / 2)] & 0xff;
      int cr = frame[chroma + step * (last / 2) + toRed] & 0xff;
      pixel(frame[upper + last], cb, cr, tables, rgb, y * line + 3 * last);
      pixel(frame[lower + last], cb, cr, tables, rgb, below * line + 3 * last);
    }
  }

  private static void pixel(byte luma, int cb, int cr, YuvTables tables, byte[] rgb, int place) {
    int light = tables.light[luma & 0xff];
    rgb[place] = tables.rounded[light + tables.redOfCr[cr]];
    rgb[place + 1] = tables.rounded[light + tables.green(cb, cr)];
    rgb[place + 2] = tables.rounded[light + tables.blueOfCb[cb]];
  }

  /** Written out: so the compiler leaves most checks out of the loop, which is all of the time. */
  private static void pairs(
      byte[] frame,
      int upper,
      int lower,
      int blue,
      int toRed,
      int step,
      int pairs,
      YuvTables tables,
      byte[] rgb,
      int toUpper,
      int toLower) {
    int[] light = tables.light;
    byte[] rounded = tables.rounded;
    for (int i = 0; i < pairs; i++) {
      int cb = frame[blue + step * i] & 0xff;
      int cr = frame[blue + toRed + step * i] & 0xff;
      int addRed = tables.redOfCr[cr];
      int addGreen = tables.green(cb, cr);
      int addBlue = tables.blueOfCb[cb];
      int left = light[frame[upper + 2 * i] & 0xff];
      int right = light[frame[upper + 2 * i + 1] & 0xff];
      int place = toUpper + PAIR * i;
      rgb[place] = rounded[left + addRed];
      rgb[place + 1] = rounded[left + addGreen];
      rgb[place + 2] = rounded[left + addBlue];
      rgb[place + 3] = rounded[right + addRed];
      rgb[place + 4] = rounded[right + addGreen];
      rgb[place + 5] = rounded[right + addBlue];
      left = light[frame[lower + 2 * i] & 0xff];
      right = light[frame[lower + 2 * i + 1] & 0xff];
      place = toLower + PAIR * i;
      rgb[place] = rounded[left + addRed];
      rgb[place + 1] = rounded[left + addGreen];
      rgb[place + 2] = rounded[left + addBlue];
      rgb[place + 3] = rounded[right + addRed];
      rgb[place + 4] = rounded[right + addGreen];
      rgb[place + 5] = rounded[right + addBlue];
    }
  }
}
