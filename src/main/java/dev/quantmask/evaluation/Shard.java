package dev.quantmask.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A part of the images: those at the positions {@code index}, {@code index + count}, …
 *
 * @param index from 0
 */
public record Shard(int index, int count) {
  public static final Shard ALL = new Shard(0, 1);
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          Text.format(
              "shard: expected 0/%d to %d/%d, found %d/%d", count, count - 1, count, index, count));
    }
  }

  /**
   * Reads {@code 0/4}, the first of four.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  @JsonCreator
  public static Shard of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) == 0) {
      throw new IllegalArgumentException(
          Text.format("shard: expected i/n with i from 0 to n - 1, as in 0/4, found '%s'", text));
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Returns the positions of its images. */
  List<Integer> positions(int images) {
    return IntStream.iterate(index, i -> i < images, i -> i + count).boxed().toList();
  }

  void requireImages(int images) throws IOException {
    if (count > images) {
      throw new IOException(
          Text.format(
              "shard %s: expected at most as many parts as there are images, %d", this, images));
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return index + "/" + count;
  }
}
