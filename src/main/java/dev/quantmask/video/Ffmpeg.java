package dev.quantmask.video;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's libraries, which are loaded when the first video is opened, and its errors in words. */
final class Ffmpeg {
  private static final int ERROR_BYTES = 256;

  private static boolean loaded;

  private Ffmpeg() {}

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

  /**
   * Fails where a call did.
   *
   * @param code what it returned
   * @return the same
   */
  static int check(int code, String what) throws IOException {
    if (code < 0) {
      throw new IOException(Text.format("%s: %s", what, reason(code)));
    }
    return code;
  }

  static String reason(int code) {
    byte[] text = new byte[ERROR_BYTES];
    avutil.av_strerror(code, text, text.length);
    int end = 0;
    while (text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /** It has to be freed. */
  static AVDictionary dictionary(Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }
}
