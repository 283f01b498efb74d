package dev.quantmask.cli;

import dev.quantmask.text.Text;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bit rates as people write them: 2M, 800k, 2000000. */
final class BitRates {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,6})?)([kM]?)");
  private static final long LEAST = 10_000;
  private static final long MOST = 1_000_000_000;

  private BitRates() {}

  /** Returns bits a second. */
  static long of(String option, String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      long factor =
          switch (matcher.group(2)) {
            case "k" -> 1000;
            case "M" -> 1_000_000;
            default -> 1;
          };
      long bits = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor)).longValue();
      if (bits >= LEAST && bits <= MOST) {
        return bits;
      }
    }
    throw new UsageException(
        Text.format("%s: expected 10k to 1000M bits a second, as in 2M, found '%s'", option, text));
  }
}
