package dev.quantmask.server.problem;

/** Shortens what a client sent enough for a message. */
public final class TextExcerpt {
  private static final int LONGEST = 40;

  private TextExcerpt() {}

  public static String of(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
