package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes upright RGB of decoded frames, by the filters that {@code ffmpeg} itself would use. They
 * are built again when frames change, as they may within a video.
 */
final class FrameConverter implements AutoCloseable {
  private final AVFrame converted = av_frame_alloc();
  private FrameFormat format; // that the chain is for; null before the first frame
  private FilterChain chain;

  /** Converts a frame, which stays as it is. */
  RgbImage convert(AVFrame frame) throws IOException {
    FrameFormat found = FrameFormat.of(frame);
    if (!found.equals(format)) {
      closeChain();
      chain = new FilterChain(found.input(), found.toRgb());
      format = found;
    }
    chain.run(frame, converted);
    try {
      return copy(converted);
    } finally {
      av_frame_unref(converted);
    }
  }

  private static RgbImage copy(AVFrame frame) {
    int row = frame.width() * RgbImage.BYTES_PER_PIXEL;
    byte[] pixels = new byte[row * frame.height()];
    BytePointer data = frame.data(0);
    for (int y = 0; y < frame.height(); y++) {
      data.position((long) y * frame.linesize(0)).get(pixels, y * row, row);
    }
    return new RgbImage(frame.width(), frame.height(), pixels);
  }

  private void closeChain() {
    format = null;
    if (chain != null) {
      chain.close();
      chain = null;
    }
  }

  @Override
  public void close() {
    closeChain();
    av_frame_free(converted);
  }
}
