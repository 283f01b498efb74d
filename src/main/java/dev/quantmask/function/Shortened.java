package dev.quantmask.function;

/** What a client sent, short enough for a message. */
final class Shortened {
  private static final int LONGEST = 40;

  private Shortened() {}

  static String of(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
