package dev.quantmask.video;

import java.io.IOException;

/** FFmpeg's side of encoding. Replaced where there is no FFmpeg. */
final class FfmpegEncoding {
  private FfmpegEncoding() {}

  static RegionEncoder encoder(RegionEncoder.Settings settings) throws IOException {
    return Vp9Encoder.open(settings);
  }

  static PlaneConverter converter(int width, int height) throws IOException {
    return new ScalingConverter(width, height);
  }
}
