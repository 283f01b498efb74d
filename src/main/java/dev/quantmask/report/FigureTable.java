package dev.quantmask.report;

import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table of models: a line each, the first column to the left and figures to the right.
 *
 * @param rows the head first
 */
record FigureTable(List<List<String>> rows) {
  /** Heading and content of a column. */
  private record Column(String head, Function<ModelFigures, String> cell) {}

  private static final List<Column> SPEED =
      List.of(
          new Column("model", ModelFigures::name),
          new Column("scheme", ModelFigures::scheme),
          new Column("device", ModelFigures::device),
          new Column("file MB", model -> FigureText.number(model.fileMegabytes())),
          new Column("load ms", model -> FigureText.whole(model.loadMilliseconds())),
          new Column("mean ms", model -> FigureText.number(model.latency().mean())),
          new Column("p50", model -> FigureText.number(model.latency().p50())),
          new Column("p95", model -> FigureText.number(model.latency().p95())),
          new Column("p99", model -> FigureText.number(model.latency().p99())),
          new Column("speed-up", model -> FigureText.speedUp(model.speedUp())),
          new Column("peak MB", model -> FigureText.whole(model.peakMemoryMegabytes())));

  private static final List<Column> ACCURACY =
      List.of(
          new Column("model", ModelFigures::name),
          boxes("box AP", "AP"),
          boxes("AP50", "AP50"),
          boxes("AP75", "AP75"),
          boxes("APs", "APs"),
          boxes("APm", "APm"),
          boxes("APl", "APl"),
          new Column("box change", model -> FigureText.change(model.boxChange())),
          new Column("mask AP", model -> FigureText.points(model.masks().metrics().get("AP"))),
          new Column("mask change", model -> FigureText.change(model.maskChange())));

  private static Column boxes(String head, String metric) {
    return new Column(head, model -> FigureText.points(model.boxes().metrics().get(metric)));
  }

  static FigureTable speed(List<ModelFigures> models) {
    return of(SPEED, models);
  }

  static FigureTable accuracy(List<ModelFigures> models) {
    return of(ACCURACY, models);
  }

  private static FigureTable of(List<Column> columns, List<ModelFigures> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(Column::head).toList());
    for (ModelFigures model : models) {
      rows.add(columns.stream().map(column -> column.cell().apply(model)).toList());
    }
    return new FigureTable(rows);
  }

  /** Returns the table with columns of even width, for a terminal. */
  String plain() {
    return new FigureTable(
            rows.stream().map(row -> row.stream().map(Visible::line).toList()).toList())
        .aligned();
  }

  private String aligned() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  String markdown() {
    MarkdownTable table = new MarkdownTable(rows.get(0));
    rows.subList(1, rows.size())
        .forEach(row -> table.row(row.stream().map(Markdown::plain).toList()));
    return table.toString();
  }
}
