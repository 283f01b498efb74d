package dev.quantmask.video;

import dev.quantmask.roi.RoiMap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Encodes a stream in VP9 as for a game that is played: at a constant rate, each frame when it
 * comes. A map says where its bits go. For one thread.
 */
public interface RegionEncoder extends Closeable {
  /**
   * Holds what a stream has from its beginning to its end.
   *
   * @param bitRate bits a second
   * @param file WebM, to be written; empty if nobody wants to see it
   */
  record Settings(int width, int height, FrameRate frameRate, long bitRate, Optional<Path> file) {}

  static RegionEncoder open(Settings settings) throws IOException {
    return FfmpegEncoding.encoder(settings);
  }

  /**
   * Encodes the next frame.
   *
   * @param map of the frame's size; null to leave all to the encoder
   */
  EncodedFrame encode(YuvImage image, RoiMap map) throws IOException;

  /** Completes the file; no frame follows. */
  void finish() throws IOException;
}
