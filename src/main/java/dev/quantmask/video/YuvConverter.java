package dev.quantmask.video;

import dev.quantmask.image.RgbImage;
import java.io.IOException;

/** Converts images between RGB and what encoders take. For one thread. */
public interface YuvConverter extends AutoCloseable {
  static YuvConverter open() throws IOException {
    return FfmpegLibrary.converter();
  }

  YuvImage convert(RgbImage image) throws IOException;

  RgbImage convert(YuvImage image) throws IOException;

  @Override
  void close();
}
