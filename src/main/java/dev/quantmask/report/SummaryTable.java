package dev.quantmask.report;

import dev.quantmask.report.Table.Cell;
import dev.quantmask.report.Table.Group;
import dev.quantmask.report.Table.Head;
import dev.quantmask.report.Table.Row;
import dev.quantmask.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Every figure of every model: a column a model, for figures with intervals need the room. */
final class SummaryTable {
  private static final Cell REFERENCE = new Cell(ReportNumbers.NONE);

  private final List<ModelFigures> models;

  private SummaryTable(List<ModelFigures> models) {
    this.models = models;
  }

  static List<Table> of(List<ModelFigures> models) {
    SummaryTable summary = new SummaryTable(models);
    return List.of(
        new Table("Speed and size", summary.heads(), List.of(summary.speed(), summary.size())),
        new Table("Accuracy", summary.heads(), List.of(summary.boxes(), summary.masks())));
  }

  private List<Head> heads() {
    List<Head> heads = new ArrayList<>(List.of(new Head("", "")));
    for (ModelFigures model : models) {
      boolean reference = models.size() > 1 && model == models.get(0);
      heads.add(new Head(model.name(), reference ? "compared with" : ""));
    }
    return heads;
  }

  private Group size() {
    return new Group(
        "Model",
        List.of(
            row("Scheme", ModelFigures::scheme),
            row("Device", ModelFigures::device),
            row("File, MB", model -> ReportNumbers.megabytes(model.fileMegabytes())),
            row("Loading, ms", model -> ReportNumbers.milliseconds(model.loadMilliseconds())),
            row("Peak memory, MB", model -> ReportNumbers.megabytes(model.peakMemoryMegabytes()))));
  }

  private Group speed() {
    List<Row> rows = new ArrayList<>();
    rows.add(latency("Mean", Latency::mean));
    rows.add(latency("Median", Latency::p50));
    rows.add(latency("95th percentile", Latency::p95));
    rows.add(latency("99th percentile", Latency::p99));
    rows.addAll(
        difference(
            "Speed-up",
            ModelFigures::speedUp,
            ratio ->
                new Cell(ReportNumbers.times(ratio.value()), ReportNumbers.timesRange(ratio))));
    return new Group("Time an image, ms", rows);
  }

  private Group boxes() {
    return new Group("Boxes, points", precision(ModelFigures::boxes, ModelFigures::boxChange));
  }

  private Group masks() {
    return new Group("Masks, points", precision(ModelFigures::masks, ModelFigures::maskChange));
  }

  private List<Row> precision(
      Function<ModelFigures, AccuracyFigures> figures, Function<ModelFigures, Interval> change) {
    List<Row> rows = new ArrayList<>();
    rows.add(metric("AP", "AP", figures));
    rows.addAll(
        difference(
            "Change of AP",
            change,
            points ->
                new Cell(ReportNumbers.signed(points.value()), ReportNumbers.pointsRange(points))));
    rows.add(metric("AP50", "AP50", figures));
    rows.add(metric("AP75", "AP75", figures));
    rows.add(metric("AP, small", "APs", figures));
    rows.add(metric("AP, medium", "APm", figures));
    rows.add(metric("AP, large", "APl", figures));
    return rows;
  }

  private Row latency(String name, Function<Latency, Double> figure) {
    return row(name, model -> ReportNumbers.milliseconds(figure.apply(model.latency())));
  }

  private Row metric(String name, String key, Function<ModelFigures, AccuracyFigures> figures) {
    return row(
        name,
        model -> ReportNumbers.points(figures.apply(model).metrics().getOrDefault(key, -1.0)));
  }

  /** One row, or none when there is nothing to differ from. */
  private List<Row> difference(
      String name, Function<ModelFigures, Interval> figure, Function<Interval, Cell> cell) {
    if (models.size() == 1) {
      return List.of();
    }
    List<Cell> cells =
        models.stream()
            .map(figure)
            .map(interval -> interval == null ? REFERENCE : cell.apply(interval))
            .toList();
    return List.of(new Row(name, cells));
  }

  private Row row(String name, Function<ModelFigures, String> value) {
    return Row.of(name, models.stream().map(value).toList());
  }
}
