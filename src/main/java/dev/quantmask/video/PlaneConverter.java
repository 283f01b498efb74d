package dev.quantmask.video;

import dev.quantmask.image.RgbImage;
import java.io.IOException;

/** Converts images of one size between RGB and what encoders take. For one thread. */
public interface PlaneConverter extends AutoCloseable {
  static PlaneConverter open(int width, int height) throws IOException {
    return FfmpegEncoding.converter(width, height);
  }

  YuvImage convert(RgbImage image) throws IOException;

  RgbImage convert(YuvImage image) throws IOException;

  @Override
  void close();
}
