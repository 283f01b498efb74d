package dev.quantmask.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the page.
 *
 * @param columns their heads, the one above the names of the rows first
 * @param groups of rows; the name of the only one may be empty
 */
record Table(String caption, List<Head> columns, List<Group> groups) {
  Table {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /** Without groups or notes. */
  static Table of(String caption, List<String> columns, List<Row> rows) {
    List<Head> heads = columns.stream().map(name -> new Head(name, "")).toList();
    return new Table(caption, heads, List.of(new Group("", rows)));
  }

  /** Returns how many columns there are. */
  public int width() {
    return columns.size();
  }

  record Head(String name, String note) {}

  /** Rows under a common head. */
  record Group(String name, List<Row> rows) {
    Group {
      rows = List.copyOf(rows);
    }
  }

  /** A named row. */
  record Row(String name, List<Cell> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(String name, List<String> values) {
      return new Row(name, values.stream().map(Cell::new).toList());
    }
  }

  /** A figure, and what stands below it in small. */
  record Cell(String value, String note) {
    Cell(String value) {
      this(value, "");
    }
  }

  /** The first column's head, and one for each name. */
  static List<String> heads(String first, List<String> names) {
    List<String> heads = new ArrayList<>(List.of(first));
    heads.addAll(names);
    return heads;
  }
}
