package dev.quantmask.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name that a key of the configuration has in the environment, as MicroProfile Config says. */
public final class EnvironmentName {
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]");

  private EnvironmentName() {}

  /** Returns the name in capitals, with an underscore for any other sign. */
  public static String of(String key) {
    return NO_LETTER_OR_DIGIT.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}
