package dev.quantmask.video;

import dev.quantmask.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a video in YUV 4:2:0 of BT.709, limited range. The file is there when it is complete.
 * H.264 has even sizes: a last odd column or row is left out. For one thread.
 */
public interface VideoEncoder extends AutoCloseable {

  /**
   * Begins a video.
   *
   * @param file its ending says the container: .mp4, .webm, .mkv
   * @throws IOException if it cannot be written, or FFmpeg has no such container or encoder
   */
  static VideoEncoder create(Path file, EncoderSettings settings) throws IOException {
    return Ffmpeg.encoder(file, settings);
  }

  /**
   * Adds a frame.
   *
   * @param microseconds when it is shown: later than the one before
   * @param regions whose quality differs; empty for none
   */
  void write(RgbImage image, long microseconds, List<RegionOfInterest> regions) throws IOException;

  /** All frames are written: the file takes its place. */
  void complete() throws IOException;

  /** Drops what is not complete. */
  @Override
  void close() throws IOException;
}
