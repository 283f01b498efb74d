package dev.quantmask.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Copies images into FFmpeg's frames and out of them; their rows may be padded. */
final class Planes {
  private static final int YUV_PLANES = 3;

  private Planes() {}

  static void write(AVFrame frame, YuvImage image) {
    for (int plane = 0; plane < YUV_PLANES; plane++) {
      write(frame, plane, image.plane(plane), image.rowBytes(plane));
    }
  }

  static YuvImage image(AVFrame frame) {
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

  static void write(AVFrame frame, int plane, byte[] pixels, int row) {
    BytePointer data = frame.data(plane);
    for (int y = 0; y < pixels.length / row; y++) {
      data.position((long) y * frame.linesize(plane)).put(pixels, y * row, row);
    }
  }

  static void read(AVFrame frame, int plane, byte[] pixels, int row) {
    BytePointer data = frame.data(plane);
    for (int y = 0; y < pixels.length / row; y++) {
      data.position((long) y * frame.linesize(plane)).get(pixels, y * row, row);
    }
  }
}
