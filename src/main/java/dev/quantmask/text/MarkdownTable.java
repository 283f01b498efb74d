package dev.quantmask.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in Markdown: the first column to the left, figures to the right. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /** Begins with the heads of the columns. */
  public MarkdownTable(List<String> heads) {
    row(heads);
    text.append("|---|").append("---:|".repeat(heads.size() - 1)).append('\n');
  }

  public MarkdownTable(String... heads) {
    this(List.of(heads));
  }

  /** Begins with the heads of the first column and of the others. */
  public MarkdownTable(String first, List<String> others) {
    this(joined(first, others));
  }

  private static List<String> joined(String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    return cells;
  }

  /** Adds a line of cells; text of others has passed {@link Markdown#plain}. */
  public MarkdownTable row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  /** Adds a line whose first cell is apart from the others. */
  public MarkdownTable row(String first, List<String> others) {
    return row(joined(first, others));
  }

  public MarkdownTable row(Object... cells) {
    return row(Arrays.stream(cells).map(String::valueOf).toList());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
