package dev.quantmask.video;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a stream is, as a tag of Matroska says it: {@code 00:01:02.500000000}. */
final class StreamDuration {
  private static final Pattern TAG = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");
  private static final double SECOND = 1e6;

  private StreamDuration() {}

  /** Returns microseconds; 0 for what is no such text. */
  static long microseconds(String tag) {
    Matcher parts = TAG.matcher(tag.strip());
    if (!parts.matches()) {
      return 0;
    }
    return Math.round(
        (3600 * Double.parseDouble(parts.group(1))
                + 60 * Double.parseDouble(parts.group(2))
                + Double.parseDouble(parts.group(3)))
            * SECOND);
  }
}
