package dev.quantmask.text;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/**
 * Text that is the same in every language of the system: digits are ASCII, the decimal separator is
 * a point. The build forbids what would take the language from the system.
 */
public final class Text {
  private Text() {}

  /** {@code format} with its arguments, as {@link String#format} has them. */
  @FormatMethod
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Libraries ask for the default: their messages are English, too. To be called first of all. */
  public static void setDefaultLocale() {
    Locale.setDefault(Locale.ROOT);
  }
}
