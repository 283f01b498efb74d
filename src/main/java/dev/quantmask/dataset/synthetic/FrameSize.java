package dev.quantmask.dataset.synthetic;

import dev.quantmask.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pixels of a frame, 160x90 to 3840x2160. */
public record FrameSize(int width, int height) {
  private static final int LEAST_WIDTH = 160;
  private static final int LEAST_HEIGHT = 90;
  private static final int MOST_WIDTH = 3840;
  private static final int MOST_HEIGHT = 2160;
  private static final double UNIT_HEIGHT = 360;
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  public FrameSize {
    if (width < LEAST_WIDTH
        || height < LEAST_HEIGHT
        || width > MOST_WIDTH
        || height > MOST_HEIGHT) {
      throw new IllegalArgumentException(
          Text.format(
              "size: expected %dx%d to %dx%d, found %dx%d",
              LEAST_WIDTH, LEAST_HEIGHT, MOST_WIDTH, MOST_HEIGHT, width, height));
    }
  }

  /** Parses a text such as 640x360. */
  public static FrameSize of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          Text.format("size: expected WIDTHxHEIGHT, as in 640x360, found \"%s\"", text));
    }
    return new FrameSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Pixels of this frame for one of a frame 360 high: lengths are given for that one. */
  double scale() {
    return height / UNIT_HEIGHT;
  }
}
