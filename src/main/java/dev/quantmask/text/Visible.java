package dev.quantmask.text;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Arrays;

/**
 * Makes visible what a terminal would obey instead of showing it: escape sequences, and characters
 * that turn the direction of reading or have no width. They become escapes as JSON and Java have
 * them, <code>\u001b</code>, so that JSON stays the same JSON.
 */
public final class Visible {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c; // of Persian and of Indic scripts
  private static final int ZERO_WIDTH_JOINER = 0x200d; // of the same, and of emoji
  private static final int ARABIC_LETTER_MARK = 0x61c;
  private static final int FIRST_GENERAL_FORMAT = 0x180e; // below are signs of scripts

  private Visible() {}

  /** Returns the text as one line: line breaks and tabs are made visible, too. */
  public static String line(String text) {
    return escaped(text, "");
  }

  /** {@link Text#format} with arguments that stay within their line, whatever they are. */
  @FormatMethod
  public static String format(String format, Object... arguments) {
    return Text.format(format, Arrays.stream(arguments).map(Visible::argument).toArray());
  }

  private static Object argument(Object argument) {
    return argument instanceof Number || argument == null ? argument : line(argument.toString());
  }

  /** Returns the text as lines: line breaks and tabs stay. */
  public static String lines(String text) {
    return escaped(text, "\n\r\t");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(c -> isHidden(c) && kept.indexOf(c) < 0)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHidden(c) && kept.indexOf(c) < 0) {
        appendEscape(visible, c);
      } else {
        visible.append(c);
      }
    }
    return visible.toString();
  }

  private static void appendEscape(StringBuilder visible, char c) {
    switch (c) {
      case '\n' -> visible.append("\\n");
      case '\r' -> visible.append("\\r");
      case '\t' -> visible.append("\\t");
      default -> {
        String digits = Integer.toHexString(c);
        visible.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
      }
    }
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          c == ARABIC_LETTER_MARK
              || c >= FIRST_GENERAL_FORMAT && c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
