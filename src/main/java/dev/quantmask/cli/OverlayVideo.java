package dev.quantmask.cli;

import dev.quantmask.detection.DetectionResult;
import dev.quantmask.detection.output.DetectionOverlay;
import dev.quantmask.image.RgbImage;
import dev.quantmask.video.EncoderSettings;
import dev.quantmask.video.FrameRate;
import dev.quantmask.video.VideoEncoder;
import dev.quantmask.video.VideoFrame;
import dev.quantmask.video.YuvConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A video of frames with what was found drawn in. */
final class OverlayVideo implements AutoCloseable {
  private static final double BITS_PER_PIXEL = 0.15; // lines and letters stay sharp
  private static final int RATE_DENOMINATOR = 1001; // exact for whole numbers, and for 30000/1001

  private final Path file; // null when none is wanted
  private final double rate;
  private VideoEncoder encoder; // null before the first frame
  private YuvConverter converter;
  private long start;

  /**
   * Begins nothing yet.
   *
   * @param file null for none
   * @param rate frames a second, about
   */
  OverlayVideo(Path file, double rate) {
    this.file = file;
    this.rate = rate;
  }

  /** Adds a frame; the first one is at time 0. */
  void write(VideoFrame frame, DetectionResult result) throws IOException {
    if (file == null) {
      return;
    }
    if (encoder == null) {
      encoder = VideoEncoder.open(settings(frame.image()), Optional.of(file));
      converter = YuvConverter.open();
      start = frame.microseconds();
    }
    long time = frame.microseconds() - start;
    encoder.encode(converter.convert(DetectionOverlay.rgb(result)), time, null);
  }

  private EncoderSettings settings(RgbImage image) {
    FrameRate frameRate =
        new FrameRate((int) Math.max(1, Math.round(rate * RATE_DENOMINATOR)), RATE_DENOMINATOR);
    boolean webm = file.toString().endsWith(".webm");
    return new EncoderSettings(
        image.width(),
        image.height(),
        frameRate,
        webm ? "libvpx-vp9" : "libopenh264",
        Math.max(1, Math.round(BITS_PER_PIXEL * image.width() * image.height() * rate)),
        webm ? Map.of("deadline", "realtime", "cpu-used", "8", "row-mt", "1") : Map.of(),
        false);
  }

  /** Everything is written. */
  void complete() throws IOException {
    if (encoder != null) {
      encoder.complete();
    }
  }

  @Override
  public void close() throws IOException {
    if (converter != null) {
      converter.close();
    }
    if (encoder != null) {
      encoder.close();
    }
  }
}
