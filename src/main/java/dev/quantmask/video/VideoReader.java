package dev.quantmask.video;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads a video from its beginning to its end, in the order in which frames are shown. Its pixels
 * are those that {@code ffmpeg} makes with {@code -sws_flags
 * bicubic+accurate_rnd+full_chroma_int+bitexact -pix_fmt rgb24}. For one thread.
 */
public interface VideoReader extends AutoCloseable {

  /**
   * Opens a video, and decodes its first frame.
   *
   * @param source a file, {@code -} for standard input, or an address as in {@link VideoSource}
   * @throws IOException if it cannot be read, or is no video; it names the source
   */
  static VideoReader open(String source) throws IOException {
    return FfmpegLibrary.reader(VideoSource.of(source));
  }

  VideoDescription description();

  /**
   * Continues at the first frame that is shown at that time or later; it gets index 0. Where the
   * source cannot go back or forth, it must be later than all that was read.
   */
  void seek(long microseconds) throws IOException;

  /**
   * Reads until a frame is wanted.
   *
   * @return empty at the end
   * @throws IOException where the source ends too early or cannot be read any more; frames before
   *     that place have been returned
   */
  Optional<VideoFrame> read(FrameFilter wanted) throws IOException;

  /** Reads the next frame; empty at the end. */
  default Optional<VideoFrame> read() throws IOException {
    return read((index, microseconds) -> true);
  }

  /** Returns how many frames were damaged so far; they are left out. */
  long damaged();

  @Override
  void close();
}
