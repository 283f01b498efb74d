package dev.quantmask.image;

import dev.quantmask.image.YuvFormat.Layout;
import java.util.stream.IntStream;

/**
 * A raw frame. A sample of chroma is that of all pixels that it covers; the arithmetic is that of
 * {@link YuvTables}.
 */
record YuvImage(YuvFormat format, byte[] frame) implements EncodedImage {
  private static final int BANDS = 2; // each is converted in a thread

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
    int below = y + 1 < height() ? 1 : 0; // a last row alone is written twice
    convert(
        frame,
        y * format.stride(),
        below * format.stride(),
        format.stride() * height() + row * format.chromaStride(),
        alternate ? 1 : format.chromaStride() * format.chromaRows(),
        alternate ? 2 : 1,
        tables,
        rgb,
        y * width() * RgbImage.BYTES_PER_PIXEL,
        below * width() * RgbImage.BYTES_PER_PIXEL,
        width());
  }

  /** All is local, and steps are constant: the compiler leaves checks out of the loop then. */
  private static void convert(
      byte[] frame,
      int luma,
      int lumaBelow,
      int blue,
      int toRed,
      int step,
      YuvTables tables,
      byte[] rgb,
      int to,
      int toBelow,
      int width) {
    int[] light = tables.light;
    byte[] rounded = tables.rounded;
    for (int i = 0; i < (width + 1) / 2; i++) {
      int cb = frame[blue + step * i] & 0xff;
      int cr = frame[blue + toRed + step * i] & 0xff;
      int addRed = tables.redOfCr[cr];
      int addGreen = tables.green(cb, cr);
      int addBlue = tables.blueOfCb[cb];
      int from = luma + 2 * i;
      int place = to + 6 * i;
      put(rgb, place, rounded, light[frame[from] & 0xff], addRed, addGreen, addBlue);
      put(
          rgb,
          place + toBelow,
          rounded,
          light[frame[from + lumaBelow] & 0xff],
          addRed,
          addGreen,
          addBlue);
      if (2 * i + 1 < width) {
        put(rgb, place + 3, rounded, light[frame[from + 1] & 0xff], addRed, addGreen, addBlue);
        put(
            rgb,
            place + toBelow + 3,
            rounded,
            light[frame[from + lumaBelow + 1] & 0xff],
            addRed,
            addGreen,
            addBlue);
      }
    }
  }

  private static void put(
      byte[] rgb, int place, byte[] rounded, int light, int addRed, int addGreen, int addBlue) {
    rgb[place] = rounded[light + addRed];
    rgb[place + 1] = rounded[light + addGreen];
    rgb[place + 2] = rounded[light + addBlue];
  }
}
