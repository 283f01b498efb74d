package dev.quantmask.image;

import dev.quantmask.image.vp8l.Vp8lDecoder;
import dev.quantmask.text.Text;
import java.io.IOException;

/**
 * A lossless WebP image.
 *
 * @param stream the bytes of its VP8L bitstream
 */
@SuppressWarnings("ArrayRecordComponent") // local to one decoding
record LosslessWebP(int width, int height, Orientation orientation, byte[] stream)
    implements EncodedImage {
  @Override
  public int bytesPerPixel() {
    return RgbImage.BYTES_PER_PIXEL + Vp8lDecoder.WORKING_BYTES_PER_PIXEL;
  }

  @Override
  public RgbImage pixels() throws ImageException {
    try {
      return new RgbImage(width, height, Vp8lDecoder.decode(stream));
    } catch (IOException damaged) {
      throw new ImageException(
          Text.format("truncated or damaged WebP: %s", damaged.getMessage()), damaged);
    }
  }
}
