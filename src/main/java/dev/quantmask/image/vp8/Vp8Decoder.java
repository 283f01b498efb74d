package dev.quantmask.image.vp8;

import dev.quantmask.text.Text;
import java.io.IOException;

/**
 * Decodes the key frame of a lossy WebP image, <a href="https://www.rfc-editor.org/rfc/rfc6386">RFC
 * 6386</a>. Its pixels are those of libwebp, to the last bit.
 */
public final class Vp8Decoder {
  private static final int SUBBLOCK = 4;

  private final FrameHeader header;
  private final Planes planes;
  private final Modes modes;
  private final Coefficients coefficients;
  private final SubblockPrediction subblocks;
  // By macroblock: its segment, whether it has subblocks, whether its inner edges are filtered.
  private final byte[] filters;

  private Vp8Decoder(FrameHeader header) {
    this.header = header;
    this.planes = Planes.of(header.columns(), header.rows());
    this.modes = new Modes(header);
    this.coefficients = new Coefficients(header);
    this.subblocks = new SubblockPrediction(planes.luma());
    this.filters = new byte[header.columns() * header.rows()];
  }

  /**
   * Decodes a frame.
   *
   * @return {@code byte[height * width * 3]}, rows from the top, red green blue
   * @throws IOException if it is truncated, or no key frame that is shown
   */
  public static byte[] decode(byte[] frame) throws IOException {
    FrameHeader header = FrameHeader.read(frame, 0, frame.length);
    Vp8Decoder decoder = new Vp8Decoder(header);
    decoder.reconstruct();
    decoder.filter();
    return Upsampling.toRgb(decoder.planes, header.width(), header.height());
  }

  /** Returns the bytes that decoding takes besides the frame and the result. */
  public static long workingMemory(int width, int height) {
    return Planes.bytes(width, height);
  }

  private void reconstruct() throws IOException {
    for (int row = 0; row < header.rows(); row++) {
      modes.startRow();
      coefficients.startRow(row);
      for (int column = 0; column < header.columns(); column++) {
        modes.read(column);
        boolean hasCoefficients = coefficients.read(modes, column);
        if (coefficients.isPastEnd() || header.modes().isPastEnd()) {
          throw new IOException(
              Text.format(
                  "VP8: the data end in macroblock %d, %d of %d x %d",
                  column, row, header.columns(), header.rows()));
        }
        predictLuma(column, row);
        predictChroma(planes.blue(), column, row, 16);
        predictChroma(planes.red(), column, row, 20);
        boolean inner = modes.hasSubblocks || hasCoefficients;
        filters[row * header.columns() + column] =
            (byte) (modes.segment << 2 | (modes.hasSubblocks ? 2 : 0) | (inner ? 1 : 0));
      }
    }
  }

  private void predictLuma(int column, int row) {
    Planes.Plane luma = planes.luma();
    int start = luma.index(column * Planes.MACROBLOCK, row * Planes.MACROBLOCK);
    if (!modes.hasSubblocks) {
      Prediction.predict(luma, start, Planes.MACROBLOCK, modes.lumaMode, row > 0, column > 0);
    }
    int[] beyond = modes.hasSubblocks ? beyond(start, column, row) : null;
    for (int block = 0; block < Coefficients.LUMA_BLOCKS; block++) {
      int at = start + block / 4 * SUBBLOCK * luma.stride() + block % 4 * SUBBLOCK;
      if (modes.hasSubblocks) {
        subblocks.predict(at, modes.subblockModes[block], block % 4 == 3 ? beyond : null);
      }
      Transform.add(coefficients, block, luma, at);
    }
  }

  /**
   * Returns the four pixels after those above a macroblock. All its subblocks at the right are
   * predicted from these, as what lies to their right is decoded later.
   */
  private int[] beyond(int start, int column, int row) {
    Planes.Plane luma = planes.luma();
    int above = start - luma.stride() + Planes.MACROBLOCK;
    boolean inside = column < header.columns() - 1;
    int[] beyond = new int[SUBBLOCK];
    for (int i = 0; i < SUBBLOCK; i++) {
      beyond[i] = luma.at(inside ? above + i : above - 1);
    }
    return beyond;
  }

  private void predictChroma(Planes.Plane plane, int column, int row, int firstBlock) {
    int start = plane.index(column * Planes.CHROMA, row * Planes.CHROMA);
    Prediction.predict(plane, start, Planes.CHROMA, modes.chromaMode, row > 0, column > 0);
    for (int i = 0; i < 4; i++) {
      int at = start + i / 2 * 4 * plane.stride() + i % 2 * 4;
      Transform.add(coefficients, firstBlock + i, plane, at);
    }
  }

  private void filter() {
    LoopFilter filter = new LoopFilter(header.filter().simple(), planes);
    FilterHeader.Limits[] limits = new FilterHeader.Limits[2 * Segmentation.SEGMENTS];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = header.filter().limits(header.segmentation(), i >> 1, (i & 1) != 0);
    }
    for (int i = 0; i < filters.length; i++) {
      FilterHeader.Limits own = limits[filters[i] >> 1];
      if (own != null) {
        filter.filter(i % header.columns(), i / header.columns(), own, (filters[i] & 1) != 0);
      }
    }
  }
}
