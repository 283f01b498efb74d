package dev.quantmask.text;

import java.util.regex.Pattern;

/** Text of others in Markdown. */
public final class Markdown {
  /** What begins code, HTML, a link, an entity, emphasis, or the next cell. */
  private static final Pattern SYNTAX = Pattern.compile("[\\\\`|<>&\\[\\]*]");

  private Markdown() {}

  /** Returns the text as plain text of a line or of a cell of a table. */
  public static String plain(String text) {
    return Visible.line(SYNTAX.matcher(text).replaceAll("\\\\$0"));
  }

  /**
   * Returns the text as code within a line; fenced by more backticks than follow each other in the
   * text.
   */
  public static String code(String text) {
    String visible = Visible.line(text);
    String fence = "`";
    while (visible.contains(fence)) {
      fence += "`";
    }
    String space = visible.startsWith("`") || visible.endsWith("`") ? " " : "";
    return fence + space + visible + space + fence;
  }
}
