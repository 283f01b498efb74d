package dev.quantmask.encoding;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.video.EncodedFrame;
import dev.quantmask.video.RegionEncoder;
import dev.quantmask.video.YuvImage;
import java.io.Closeable;
import java.io.IOException;

/** One stream that is encoded, and what is measured of it. */
final class Encoding implements Closeable {
  private static final int BITS = 8;

  private final RegionEncoder encoder;
  private final RegionQuality quality = new RegionQuality();
  private long frames;
  private long bytes;
  private long largest; // frame in bytes
  private double milliseconds;
  private YuvImage shown; // of the last frame

  Encoding(RegionEncoder.Settings settings) throws IOException {
    encoder = RegionEncoder.open(settings);
  }

  /**
   * Encodes a frame.
   *
   * @param map null for none
   * @param objects {@code boolean[height * width]}
   */
  void add(YuvImage image, RoiMap map, boolean[] objects) throws IOException {
    EncodedFrame frame = encoder.encode(image, map);
    frames++;
    bytes += frame.bytes();
    largest = Math.max(largest, frame.bytes());
    milliseconds += frame.milliseconds();
    shown = frame.shown();
    quality.add(image.width(), image.luma(), shown.luma(), objects);
  }

  YuvImage shown() {
    return shown;
  }

  /** The part of all pixels that objects have. */
  double objectArea() {
    double inside = quality.inside().pixels();
    return inside / (inside + quality.outside().pixels());
  }

  EncodingFigures finish(double framesPerSecond) throws IOException {
    encoder.finish();
    double bitsPerFrame = (double) BITS * bytes / frames;
    return new EncodingFigures(
        bitsPerFrame * framesPerSecond / 1000,
        bitsPerFrame,
        BITS * largest,
        quality.inside().psnr(),
        quality.outside().psnr(),
        quality.inside().ssim(),
        quality.outside().ssim(),
        milliseconds / frames);
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }
}
