package dev.quantmask.encoding;

import dev.quantmask.roi.RoiMap;
import dev.quantmask.video.EncodedFrame;
import dev.quantmask.video.EncoderSettings;
import dev.quantmask.video.VideoEncoder;
import dev.quantmask.video.YuvImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One stream that is encoded, and what is measured of it. */
final class Encoding implements Closeable {
  private static final int BITS = 8;

  private static final double MICROSECONDS = 1e6; // a second

  private final VideoEncoder encoder;
  private final double framesPerSecond;
  private final RegionQuality quality = new RegionQuality();
  private long frames;
  private long bytes;
  private long largest; // frame in bytes
  private double milliseconds;
  private YuvImage shown; // of the last frame

  Encoding(EncoderSettings settings, Optional<Path> file) throws IOException {
    encoder = VideoEncoder.open(settings, file);
    framesPerSecond = settings.frameRate().perSecond();
  }

  /**
   * Encodes a frame.
   *
   * @param map null for none
   * @param objects {@code boolean[height * width]}
   */
  void add(YuvImage image, RoiMap map, boolean[] objects) throws IOException {
    long time = Math.round(frames * MICROSECONDS / framesPerSecond);
    EncodedFrame frame = encoder.encode(image, time, map);
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

  EncodingFigures finish() throws IOException {
    encoder.complete();
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
