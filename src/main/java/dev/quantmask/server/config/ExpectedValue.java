package dev.quantmask.server.config;

import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.common.utils.StringUtil;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.Converter;

/** Says what the value of a key has to look like, by its type. */
final class ExpectedValue {
  private static final List<String> SWITCH = List.of("true", "false");

  private ExpectedValue() {}

  /**
   * Returns what is expected, in words.
   *
   * @return empty when the value is that
   */
  static Optional<String> unlessMetBy(String value, Class<?> type) {
    if (type.isEnum()) {
      List<String> names =
          Arrays.stream(type.getEnumConstants())
              .map(name -> StringUtil.skewer(name.toString()).toLowerCase(Locale.ROOT))
              .toList();
      return unless(names.contains(StringUtil.skewer(value)), "one of " + String.join(", ", names));
    }
    if (type == boolean.class || type == Boolean.class) { // any other word would be taken for false
      return unless(SWITCH.contains(value.toLowerCase(Locale.ROOT)), "true or false");
    }
    if (type == int.class || type == OptionalInt.class) {
      return number(value, Integer.MAX_VALUE);
    }
    if (type == long.class) {
      return number(value, Long.MAX_VALUE);
    }
    if (type == Duration.class) {
      return unless(
          converts(value, new DurationConverter()), "a duration, such as 30S, 5M or 500ms");
    }
    if (type == MemorySize.class) {
      return unless(
          converts(value, new MemorySizeConverter()), "a number of bytes, such as 512K or 32M");
    }
    return Optional.empty();
  }

  private static Optional<String> number(String value, long most) {
    boolean met = value.matches("[+-]?[0-9]{1,18}") && Long.parseLong(value) <= most;
    return unless(met, Text.format("a whole number in digits from 0 to 9, at most %d", most));
  }

  private static boolean converts(String value, Converter<?> converter) {
    try {
      return converter.convert(value) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Optional<String> unless(boolean met, String expected) {
    return met ? Optional.empty() : Optional.of(expected);
  }
}
