package dev.quantmask.cli;

import dev.quantmask.text.Text;
import dev.quantmask.video.FrameSelection;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Says which frames of a video are meant. */
final class VideoOptions {
  private static final Pattern TIME =
      Pattern.compile("(?:(?:(\\d{1,5}):)?(\\d{1,5}):)?(\\d{1,9}(?:\\.\\d{1,9})?)");
  private static final double MICROSECONDS = 1e6;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Of a video: detect in every N-th frame; default: in all.")
  private Integer every;

  @Option(
      names = "--fps",
      paramLabel = "R",
      description = "Of a video: detect in at most R frames a second.")
  private Double fps;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Of a video: begin there; seconds, or h:mm:ss.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Of a video: end before that time.")
  private String to;

  FrameSelection selection() {
    if (every != null && fps != null) {
      throw new UsageException("--every, --fps: expected one of them");
    }
    if (fps != null && !(fps > 0 && fps < Double.MAX_VALUE)) {
      throw new UsageException("--fps: expected a number above 0, found " + fps);
    }
    long begin = from == null ? 0 : microseconds("--from", from);
    long end = to == null ? Long.MAX_VALUE : microseconds("--to", to);
    if (end <= begin) {
      throw new UsageException(Text.format("--to: expected a time after --from, found %s", to));
    }
    return new FrameSelection(
        begin,
        end,
        every == null ? 1 : UsageException.positive("--every", every),
        fps == null ? OptionalDouble.empty() : OptionalDouble.of(fps));
  }

  /** Fails where one is given without a video. */
  void requireNone() {
    if (Stream.of(every, fps, from, to).anyMatch(value -> value != null)) {
      throw new UsageException("--every, --fps, --from, --to: expected a video, found images");
    }
  }

  static long microseconds(String option, String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new UsageException(
          Text.format("%s: expected seconds or h:mm:ss, found %s", option, text));
    }
    double seconds =
        3600 * number(parts.group(1)) + 60 * number(parts.group(2)) + number(parts.group(3));
    return Math.round(seconds * MICROSECONDS);
  }

  private static double number(String digits) {
    return digits == null ? 0 : Double.parseDouble(digits);
  }
}
