package dev.quantmask.video;

import dev.quantmask.roi.RoiMap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Encodes a video, and writes it if anybody wants to see it. For one thread. */
public interface VideoEncoder extends Closeable {
  /**
   * Begins a video.
   *
   * @param file its ending says the container: .mp4, .webm, .mkv. It is there when it is complete.
   * @throws IOException if it cannot be written, or FFmpeg has no such container or encoder
   */
  static VideoEncoder open(EncoderSettings settings, Optional<Path> file) throws IOException {
    return FfmpegLibrary.encoder(settings, file);
  }

  /**
   * Encodes the next frame.
   *
   * @param microseconds when it is shown: later than the one before
   * @param map of the frame's size, which says where the bits go; null to leave that to the
   *     encoder. It is made for VP9, see {@link EncoderSettings#realtimeVp9}.
   */
  EncodedFrame encode(YuvImage image, long microseconds, RoiMap map) throws IOException;

  /** No frame follows: what the encoder still has is written, and the file takes its place. */
  void complete() throws IOException;

  /** Drops what is not complete. */
  @Override
  void close() throws IOException;
}
