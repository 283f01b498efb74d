package dev.quantmask.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/**
 * The way to FFmpeg, whose libraries are loaded when the first video is opened. No method takes or
 * returns a type of FFmpeg, so that a native build, which has none, can replace them.
 */
final class FfmpegLibrary {
  private static boolean loaded;

  private FfmpegLibrary() {}

  /** Replaced where there is no FFmpeg, see {@link WithoutFfmpeg}. */
  static VideoReader reader(VideoSource source) throws IOException {
    load();
    return FfmpegReader.open(source);
  }

  /** Replaced as well. */
  static VideoEncoder encoder(EncoderSettings settings, Optional<Path> file) throws IOException {
    load();
    return FfmpegEncoder.open(settings, file);
  }

  /** Replaced as well. */
  static YuvConverter converter() throws IOException {
    load();
    return new FfmpegConverter();
  }

  private static synchronized void load() throws IOException {
    if (loaded) {
      return;
    }
    // What is allocated here is freed here. Its own count of memory would have libtorch's in it.
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    try {
      Loader.load(avfilter.class); // and all that it depends on
      Loader.load(avformat.class);
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new IOException(
          "FFmpeg cannot be loaded: the build has it for its own machine, and with"
              + " -Dffmpeg.platform for another one: "
              + e.getMessage(),
          e);
    }
    loaded = true;
  }
}
