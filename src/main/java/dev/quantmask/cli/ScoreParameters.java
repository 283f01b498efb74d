package dev.quantmask.cli;

import dev.quantmask.coco.scoring.AreaRange;
import dev.quantmask.coco.scoring.Thresholds;
import dev.quantmask.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lists of numbers that {@code coco score} takes. */
final class ScoreParameters {
  private static final Pattern AREA = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)=([^:]+):([^:]+)");

  private ScoreParameters() {}

  /** Reads numbers and ranges {@code first:last:step}, separated by commas. */
  static List<Double> thresholds(String text) {
    List<Double> thresholds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] numbers = part.split(":", -1);
      switch (numbers.length) {
        case 1 -> thresholds.add(threshold(part, text));
        case 3 ->
            thresholds.addAll(
                Thresholds.range(
                    threshold(numbers[0], text),
                    threshold(numbers[1], text),
                    threshold(numbers[2], text)));
        default -> throw wrongThresholds(text);
      }
    }
    return thresholds;
  }

  private static double threshold(String text, String all) {
    try {
      return number(text);
    } catch (NumberFormatException e) {
      throw wrongThresholds(all);
    }
  }

  private static IllegalArgumentException wrongThresholds(String found) {
    return new IllegalArgumentException(
        Text.format(
            "iou-thresholds: expected numbers as in 0.5,0.75 or a range as in 0.5:0.95:0.05, found"
                + " '%s'",
            found));
  }

  /**
   * Reads ranges {@code name=least:most}, separated by commas. The first range of the answer is
   * that of all objects: the one that is named so, or else COCO's.
   */
  static List<AreaRange> areas(String text) {
    List<AreaRange> areas = new ArrayList<>();
    AreaRange all = AreaRange.ALL;
    for (String part : text.split(",", -1)) {
      AreaRange area = area(part);
      if (area.key().isEmpty() && all == AreaRange.ALL) {
        all = area;
      } else {
        areas.add(area);
      }
    }
    areas.add(0, all);
    return areas;
  }

  private static AreaRange area(String text) {
    Matcher matcher = AREA.matcher(text.strip());
    try {
      if (matcher.matches()) {
        String name = matcher.group(1);
        return new AreaRange(
            name.equals("all") ? "" : name, number(matcher.group(2)), number(matcher.group(3)));
      }
    } catch (NumberFormatException e) {
      // The message below names what was expected.
    }
    throw new IllegalArgumentException(
        Text.format(
            "area-ranges: expected ranges as in small=0:1024,large=9216:inf, found '%s'", text));
  }

  private static double number(String text) {
    String number = text.strip();
    return number.toLowerCase(Locale.ROOT).equals("inf")
        ? Double.POSITIVE_INFINITY
        : new BigDecimal(number).doubleValue();
  }
}
