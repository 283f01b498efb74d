package dev.quantmask.synthesis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pixels of a frame; things grow with the height. */
public record FrameSize(int width, int height) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  public FrameSize {
    if (width < 160 || height < 90 || width > 3840 || height > 2160) {
      throw new IllegalArgumentException(
          "size: expected 160x90 to 3840x2160, found %dx%d".formatted(width, height));
    }
  }

  /** Of a text such as 640x360. */
  public static FrameSize of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "size: expected WIDTHxHEIGHT, as in 640x360, found \"%s\"".formatted(text));
    }
    return new FrameSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
