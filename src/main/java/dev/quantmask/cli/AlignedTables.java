package dev.quantmask.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints text for a person: tables in Markdown become columns, and everything else stays as it is.
 */
final class AlignedTables extends OutputStream {
  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern MARKUP = Pattern.compile("\\\\(.)|\\*\\*|(?<= )`|`(?= )|^`|`$");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.,:]+%?");
  private static final String GAP = "  ";

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<List<String>> rows = new ArrayList<>(); // of the table that is not printed yet

  AlignedTables(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    line.write(value);
    if (value == '\n') {
      endLine();
    }
  }

  private void endLine() throws IOException {
    String text = line.toString(StandardCharsets.UTF_8);
    if (text.startsWith("|")) {
      line.reset();
      addRow(text.strip());
    } else {
      complete();
    }
  }

  private void addRow(String text) {
    if (text.matches("[|:-]+")) {
      return;
    }
    String cells = text.substring(1, text.length() - 1);
    rows.add(
        Arrays.stream(SEPARATOR.split(cells, -1))
            .map(cell -> MARKUP.matcher(cell.strip()).replaceAll("$1"))
            .toList());
  }

  /** Prints what is held back: the table is at its end, or the command is. */
  void complete() throws IOException {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        text.append(column == 0 ? "" : GAP).append(padded(row.get(column), column));
      }
      text.setLength(text.toString().stripTrailing().length());
      text.append(System.lineSeparator());
    }
    rows.clear();
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    line.writeTo(out);
    line.reset();
    out.flush();
  }

  private String padded(String cell, int column) {
    List<String> cells =
        rows.stream().filter(row -> row.size() > column).map(row -> row.get(column)).toList();
    int width = cells.stream().mapToInt(AlignedTables::width).max().orElse(0);
    String space = " ".repeat(width - width(cell));
    boolean numbers =
        cells.size() > 1
            && cells.stream().skip(1).allMatch(it -> it.isEmpty() || NUMBER.matcher(it).matches());
    return numbers ? space + cell : cell + space;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
