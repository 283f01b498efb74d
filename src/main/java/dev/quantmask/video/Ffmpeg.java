package dev.quantmask.video;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avutil;

/** What FFmpeg's functions take and return, in Java: options, and errors in words. */
final class Ffmpeg {
  private static final int ERROR_BYTES = 256;

  private Ffmpeg() {}

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
