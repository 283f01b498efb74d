package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Converts by the filters of FFmpeg. */
final class FfmpegConverter implements YuvConverter {
  private static final List<String> TO_YUV =
      List.of(
          "scale=out_color_matrix=bt709:out_range=tv:" + FrameFormat.FLAGS,
          "format=pix_fmts=yuv420p");

  private final FrameConverter toYuv = new FrameConverter(format -> TO_YUV);
  private final FrameConverter toRgb = new FrameConverter(FrameFormat::toRgb);

  @Override
  public YuvImage convert(RgbImage image) throws IOException {
    AVFrame frame = Planes.rgbFrame(image.width(), image.height());
    try {
      Planes.write(frame, image);
      return toYuv.convert(frame, Planes::yuv);
    } finally {
      av_frame_free(frame);
    }
  }

  @Override
  public RgbImage convert(YuvImage image) throws IOException {
    AVFrame frame = Planes.yuvFrame(image.width(), image.height());
    try {
      Planes.write(frame, image);
      return toRgb.convert(frame, Planes::rgb);
    } finally {
      av_frame_free(frame);
    }
  }

  @Override
  public void close() {
    toYuv.close();
    toRgb.close();
  }
}
