package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** Converts by libswscale. */
final class ScalingConverter implements PlaneConverter {
  private static final int FLAGS =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_BITEXACT;
  private static final int ONE = 1 << 16; // of contrast and saturation, in fixed point

  private final int width;
  private final int height;
  private final AVFrame rgb;
  private final AVFrame yuv;
  private final SwsContext toYuv;
  private final SwsContext toRgb;

  ScalingConverter(int width, int height) throws IOException {
    this.width = width;
    this.height = height;
    rgb = frame(AV_PIX_FMT_RGB24, width, height);
    yuv = frame(AV_PIX_FMT_YUV420P, width, height);
    toYuv = scaler(AV_PIX_FMT_RGB24, AV_PIX_FMT_YUV420P);
    toRgb = scaler(AV_PIX_FMT_YUV420P, AV_PIX_FMT_RGB24);
  }

  static AVFrame frame(int format, int width, int height) throws IOException {
    AVFrame frame = av_frame_alloc();
    frame.format(format);
    frame.width(width);
    frame.height(height);
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "FFmpeg");
    return frame;
  }

  private SwsContext scaler(int from, int to) {
    SwsContext scaler =
        sws_getContext(
            width,
            height,
            from,
            width,
            height,
            to,
            FLAGS,
            (SwsFilter) null,
            (SwsFilter) null,
            (DoublePointer) null);
    IntPointer matrix = sws_getCoefficients(SWS_CS_ITU709);
    int fullIn = from == AV_PIX_FMT_RGB24 ? 1 : 0;
    sws_setColorspaceDetails(scaler, matrix, fullIn, matrix, 1 - fullIn, 0, ONE, ONE);
    return scaler;
  }

  @Override
  public YuvImage convert(RgbImage image) throws IOException {
    Planes.write(rgb, 0, image.pixels(), RgbImage.BYTES_PER_PIXEL * width);
    Ffmpeg.check(sws_scale_frame(toYuv, yuv, rgb), "FFmpeg");
    return Planes.image(yuv);
  }

  @Override
  public RgbImage convert(YuvImage image) throws IOException {
    Planes.write(yuv, image);
    Ffmpeg.check(sws_scale_frame(toRgb, rgb, yuv), "FFmpeg");
    byte[] pixels = new byte[RgbImage.BYTES_PER_PIXEL * width * height];
    Planes.read(rgb, 0, pixels, RgbImage.BYTES_PER_PIXEL * width);
    return new RgbImage(width, height, pixels);
  }

  @Override
  public void close() {
    sws_freeContext(toYuv);
    sws_freeContext(toRgb);
    av_frame_free(rgb);
    av_frame_free(yuv);
  }
}
