package dev.quantmask.image.vp8;

import dev.quantmask.text.Text;
import java.io.IOException;

/**
 * Holds what a key frame says before its macroblocks, RFC 6386, sections 9 and 19.2.
 *
 * @param modes the first partition, read up to the modes of the macroblocks
 * @param coefficients the other partitions; rows of macroblocks take turns among them
 * @param quantizers by segment
 * @param skipProbability that a macroblock has coefficients, of 256; -1 where all may have them
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record FrameHeader(
    int width,
    int height,
    BoolDecoder modes,
    BoolDecoder[] coefficients,
    Segmentation segmentation,
    FilterHeader filter,
    Quantizer[] quantizers,
    CoefficientProbabilities probabilities,
    int skipProbability) {
  private static final int TAG = 10; // bytes: the frame's tag, its start code, its size
  private static final int SIDE = 0x3fff;
  private static final int HIGHEST_VERSION = 3;

  /** Reads the frame that lies from a start to an end within an array. */
  static FrameHeader read(byte[] bytes, int start, int end) throws IOException {
    if (end - start < TAG) {
      throw new IOException(
          Text.format("VP8: expected a frame of %d bytes at least, found %d", TAG, end - start));
    }
    int tag = little(bytes, start, 3);
    boolean keyFrame = (tag & 1) == 0;
    int version = tag >> 1 & 7;
    boolean shown = (tag >> 4 & 1) == 1;
    if (!keyFrame || !shown || version > HIGHEST_VERSION) {
      throw new IOException(
          Text.format("VP8: expected a visible key frame, found the tag 0x%06x", tag));
    }
    int first = start + TAG;
    int firstLength = tag >> 5;
    if (firstLength > end - first) {
      throw new IOException(
          Text.format(
              "VP8: expected a first partition of %d bytes, found %d", firstLength, end - first));
    }
    BoolDecoder header = new BoolDecoder(bytes, first, first + firstLength);
    header.literal(2); // colour space, and whether values need clamping: decoders do the same
    Segmentation segmentation = Segmentation.read(header);
    FilterHeader filter = FilterHeader.read(header);
    BoolDecoder[] coefficients =
        partitions(bytes, first + firstLength, end, 1 << header.literal(2));
    Quantizer[] quantizers = Quantizer.read(header, segmentation);
    header.flag(); // whether the probabilities outlive this frame
    CoefficientProbabilities probabilities = CoefficientProbabilities.read(header);
    return new FrameHeader(
        little(bytes, start + 6, 2) & SIDE,
        little(bytes, start + 8, 2) & SIDE,
        header,
        coefficients,
        segmentation,
        filter,
        quantizers,
        probabilities,
        header.flag() ? header.literal(8) : -1);
  }

  /** Finds the partitions, section 9.5: the lengths of all but the last stand before them. */
  private static BoolDecoder[] partitions(byte[] bytes, int start, int end, int count)
      throws IOException {
    BoolDecoder[] partitions = new BoolDecoder[count];
    int position = start + 3 * (count - 1);
    for (int i = 0; i < count - 1 && position < end; i++) {
      int length = Math.min(little(bytes, start + 3 * i, 3), end - position);
      partitions[i] = new BoolDecoder(bytes, position, position + length);
      position += length;
    }
    if (position >= end) {
      throw new IOException("VP8: no bytes are left for the last partition");
    }
    partitions[count - 1] = new BoolDecoder(bytes, position, end);
    return partitions;
  }

  private static int little(byte[] bytes, int position, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[position + i] & 0xff) << Byte.SIZE * i;
    }
    return value;
  }

  int columns() {
    return (width + Planes.MACROBLOCK - 1) / Planes.MACROBLOCK;
  }

  int rows() {
    return (height + Planes.MACROBLOCK - 1) / Planes.MACROBLOCK;
  }
}
