package dev.quantmask.image;

import dev.quantmask.text.Text;

/**
 * How a raw frame in YUV 4:2:0 is stored, as encoders of video take it: rows of luma, then rows of
 * chroma, which has one sample for two columns and rows.
 *
 * @param width in pixels, as {@code height}
 * @param stride bytes from a row of luma to the next
 */
public record YuvFormat(
    Layout layout, int width, int height, int stride, Matrix matrix, Range range) {

  /** Where chroma is. */
  public enum Layout {
    /** Cb and Cr alternate, in rows of the same stride. */
    NV12,

    /** All of Cb, then all of Cr, in rows of half the stride, rounded up. */
    I420
  }

  /** What red and blue weigh in luma, in ten-thousandths. */
  public enum Matrix {
    /** ITU-R BT.601: standard definition. */
    BT601(2990, 1140),

    /** ITU-R BT.709: high definition. */
    BT709(2126, 722);

    final int red;
    final int blue;

    Matrix(int red, int blue) {
      this.red = red;
      this.blue = blue;
    }
  }

  /** Which of the 256 values are used. */
  public enum Range {
    /** 16 to 235, and 16 to 240 for chroma. */
    LIMITED(16, 219, 224),

    /** All. */
    FULL(0, 255, 255);

    final int black;
    final int lumaSteps;
    final int chromaSteps;

    Range(int black, int lumaSteps, int chromaSteps) {
      this.black = black;
      this.lumaSteps = lumaSteps;
      this.chromaSteps = chromaSteps;
    }
  }

  public YuvFormat {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          Text.format("expected a size of at least 1 x 1, found %d x %d", width, height));
    }
    int least = leastStride(layout, width);
    if (stride < least) {
      throw new IllegalArgumentException(
          Text.format("stride: expected at least %d, found %d", least, stride));
    }
  }

  /** Returns the stride of rows without a gap. */
  public static int leastStride(Layout layout, int width) {
    return layout == Layout.NV12 ? Math.addExact(width, width % 2) : width;
  }

  /** Returns the bytes of a frame. */
  public long bytes() {
    return (long) stride * height + (long) chromaStride() * chromaRows() * chromaPlanes();
  }

  int chromaStride() {
    return layout == Layout.NV12 ? stride : stride / 2 + stride % 2;
  }

  int chromaRows() {
    return height / 2 + height % 2;
  }

  private int chromaPlanes() {
    return layout == Layout.NV12 ? 1 : 2;
  }

  /**
   * Takes a frame, whose pixels are not converted yet.
   *
   * @throws ImageException if it has another length, or is larger than the limits
   */
  public OpenedImage open(byte[] frame, ImageLimits limits) throws ImageException {
    limits.check(width, height);
    if (frame.length != bytes()) {
      throw new ImageException(
          Text.format(
              "%s of %d x %d pixels with stride %d: expected %d bytes, found %d",
              layout, width, height, stride, bytes(), frame.length));
    }
    return new OpenedImage(new YuvImage(this, frame));
  }
}
