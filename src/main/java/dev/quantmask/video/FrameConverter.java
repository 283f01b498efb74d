package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Converts frames by the filters that {@code ffmpeg} itself would use. They are built again when
 * frames change, as they may within a video.
 */
final class FrameConverter implements AutoCloseable {
  private final Function<FrameFormat, List<String>> filters;
  private final AVFrame converted = av_frame_alloc();
  private FrameFormat format; // that the chain is for; null before the first frame
  private FilterChain chain;

  /**
   * Makes one.
   *
   * @param filters for frames of a format
   */
  FrameConverter(Function<FrameFormat, List<String>> filters) {
    this.filters = filters;
  }

  /**
   * Converts a frame, which stays as it is.
   *
   * @param copy takes the result out
   */
  <T> T convert(AVFrame frame, Function<AVFrame, T> copy) throws IOException {
    FrameFormat found = FrameFormat.of(frame);
    if (!found.equals(format)) {
      closeChain();
      chain = new FilterChain(found.input(), filters.apply(found));
      format = found;
    }
    chain.run(frame, converted);
    try {
      return copy.apply(converted);
    } finally {
      av_frame_unref(converted);
    }
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
