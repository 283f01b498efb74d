package dev.quantmask.image;

import dev.quantmask.image.vp8.Vp8Decoder;
import dev.quantmask.text.Text;
import java.io.IOException;

/**
 * A lossy WebP image; its alpha is dropped.
 *
 * @param frame the bytes of its one VP8 frame
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record LossyWebP(int width, int height, Orientation orientation, byte[] frame)
    implements EncodedImage {
  @Override
  public int bytesPerPixel() {
    long pixels = (long) width * height;
    long working = (Vp8Decoder.workingMemory(width, height) + pixels - 1) / pixels;
    return RgbImage.BYTES_PER_PIXEL + (int) working;
  }

  @Override
  public RgbImage pixels() throws ImageException {
    try {
      return new RgbImage(width, height, Vp8Decoder.decode(frame));
    } catch (IOException damaged) {
      throw new ImageException(
          Text.format("truncated or damaged WebP: %s", damaged.getMessage()), damaged);
    }
  }
}
