package dev.quantmask.report;

import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Point;
import dev.quantmask.report.Table.Cell;
import dev.quantmask.report.Table.Head;
import dev.quantmask.report.Table.Row;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Box AP against speed-up, a point a model. */
final class TradeOffChart {
  private static final double HEIGHT = 24;

  private TradeOffChart() {}

  /** None when nothing was to be found, or there is nothing to compare with. */
  static List<ChartFigure> of(List<ModelFigures> models) {
    ModelFigures first = models.get(0);
    if (models.size() < 2 || !ReportNumbers.isPrecision(first.boxes().averagePrecision())) {
      return List.of();
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      points.add(point(i, models.get(i), first));
    }
    return List.of(
        new ChartFigure(
            "trade-off",
            "Accuracy against speed",
            "Up is more accurate, right is faster. The bars are the 95% intervals of the"
                + " differences from "
                + first.name()
                + ".",
            "Scatter chart of box AP against speed-up. " + inWords(points),
            HEIGHT,
            true,
            new Plot.Points(
                Axis.free("Speed-up over " + first.name(), "×"),
                Axis.free("Box AP, points", ""),
                points),
            table(points)));
  }

  private static Point point(int index, ModelFigures model, ModelFigures first) {
    double points = ReportNumbers.toPoints(model.boxes().averagePrecision());
    double reference = ReportNumbers.toPoints(first.boxes().averagePrecision());
    Interval change = model.boxChange();
    Interval precision =
        change == null
            ? new Interval(points, points, points)
            : new Interval(points, reference + change.low(), reference + change.high());
    Interval speedUp = model.speedUp() == null ? new Interval(1, 1, 1) : model.speedUp();
    return new Point(model.name(), index, speedUp, precision);
  }

  private static String inWords(List<Point> points) {
    List<String> words = new ArrayList<>();
    for (Point point : points) {
      words.add(
          Text.format(
              "%s: %s, %s points",
              point.name(),
              ReportNumbers.times(point.x().value()),
              ReportNumbers.decimal(point.y().value())));
    }
    return String.join("; ", words) + ".";
  }

  private static Table table(List<Point> points) {
    List<Row> rows = new ArrayList<>();
    for (Point point : points) {
      rows.add(
          new Row(
              point.name(),
              List.of(
                  new Cell(
                      ReportNumbers.times(point.x().value()), ReportNumbers.timesRange(point.x())),
                  new Cell(
                      ReportNumbers.decimal(point.y().value()),
                      Text.format(
                          "[%s, %s]",
                          ReportNumbers.decimal(point.y().low()),
                          ReportNumbers.decimal(point.y().high()))))));
    }
    return new Table(
        "Box AP and speed-up, by model",
        List.of(new Head("Model", ""), new Head("Speed-up", ""), new Head("Box AP, points", "")),
        List.of(new Table.Group("", rows)));
  }
}
