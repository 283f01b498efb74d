package dev.quantmask.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Makes frames of FFmpeg, and copies images into them and out of them; rows may be padded. */
final class Planes {
  private static final int YUV_PLANES = 3;

  private Planes() {}

  static AVFrame rgbFrame(int width, int height) throws IOException {
    return frame(AV_PIX_FMT_RGB24, width, height);
  }

  static AVFrame yuvFrame(int width, int height) throws IOException {
    AVFrame frame = frame(AV_PIX_FMT_YUV420P, width, height);
    frame.colorspace(AVCOL_SPC_BT709);
    frame.color_range(AVCOL_RANGE_MPEG);
    return frame;
  }

  private static AVFrame frame(int format, int width, int height) throws IOException {
    AVFrame frame = av_frame_alloc();
    frame.format(format);
    frame.width(width);
    frame.height(height);
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "FFmpeg");
    return frame;
  }

  static void write(AVFrame frame, RgbImage image) {
    write(frame, 0, image.pixels(), RgbImage.BYTES_PER_PIXEL * image.width());
  }

  static void write(AVFrame frame, YuvImage image) {
    for (int plane = 0; plane < YUV_PLANES; plane++) {
      write(frame, plane, image.plane(plane), image.rowBytes(plane));
    }
  }

  private static void write(AVFrame frame, int plane, byte[] pixels, int row) {
    BytePointer data = frame.data(plane);
    for (int y = 0; y < pixels.length / row; y++) {
      data.position((long) y * frame.linesize(plane)).put(pixels, y * row, row);
    }
  }

  static RgbImage rgb(AVFrame frame) {
    int row = RgbImage.BYTES_PER_PIXEL * frame.width();
    byte[] pixels = new byte[row * frame.height()];
    read(frame, 0, pixels, row);
    return new RgbImage(frame.width(), frame.height(), pixels);
  }

  static YuvImage yuv(AVFrame frame) {
    int width = frame.width();
    int height = frame.height();
    int chroma = (width + 1) / 2 * ((height + 1) / 2);
    YuvImage image =
        new YuvImage(width, height, new byte[width * height], new byte[chroma], new byte[chroma]);
    for (int plane = 0; plane < YUV_PLANES; plane++) {
      read(frame, plane, image.plane(plane), image.rowBytes(plane));
    }
    return image;
  }

  private static void read(AVFrame frame, int plane, byte[] pixels, int row) {
    BytePointer data = frame.data(plane);
    for (int y = 0; y < pixels.length / row; y++) {
      data.position((long) y * frame.linesize(plane)).get(pixels, y * row, row);
    }
  }
}
