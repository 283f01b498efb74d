package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import dev.quantmask.image.RgbImage;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Makes of RGB what encoders take. */
final class YuvConverter implements AutoCloseable {
  private static final List<String> TO_YUV =
      List.of(
          "scale=out_color_matrix=bt709:out_range=tv:" + FrameFormat.FLAGS,
          "format=pix_fmts=yuv420p");

  private final AVFrame rgb = av_frame_alloc();
  private final FilterChain chain;

  YuvConverter(int width, int height) throws IOException {
    rgb.width(width);
    rgb.height(height);
    rgb.format(AV_PIX_FMT_RGB24);
    chain =
        new FilterChain(
            Text.format("width=%d:height=%d:pix_fmt=%d", width, height, AV_PIX_FMT_RGB24), TO_YUV);
    Ffmpeg.check(av_frame_get_buffer(rgb, 0), "FFmpeg");
  }

  /**
   * Converts an image of that size.
   *
   * @param to gets the result, and has to be unreferenced
   */
  void convert(RgbImage image, AVFrame to) throws IOException {
    Ffmpeg.check(av_frame_make_writable(rgb), "FFmpeg");
    int row = image.width() * RgbImage.BYTES_PER_PIXEL;
    BytePointer data = rgb.data(0);
    for (int y = 0; y < image.height(); y++) {
      data.position((long) y * rgb.linesize(0)).put(image.pixels(), y * row, row);
    }
    chain.run(rgb, to);
  }

  @Override
  public void close() {
    chain.close();
    av_frame_free(rgb);
  }
}
