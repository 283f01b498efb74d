package dev.quantmask.report;

import dev.quantmask.report.AccuracyFigures.ClassFigures;
import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Layer;
import dev.quantmask.report.Table.Cell;
import dev.quantmask.report.Table.Row;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Draws what quantizing does to each class; of one model alone, how well it finds each class. */
final class ClassCharts {
  private static final int MOST_CLASSES = 20; // in the drawing; the table has all
  private static final double FRAME = 6; // rem beside the bars
  private static final double BAR = 0.7;
  private static final double GAP = 0.8;

  private final String kind;
  private final List<ModelFigures> models;
  private final List<List<ClassFigures>> figures; // by model, then class

  private ClassCharts(
      String kind, List<ModelFigures> models, Function<ModelFigures, AccuracyFigures> accuracy) {
    this.kind = kind;
    this.models = models;
    this.figures = models.stream().map(model -> accuracy.apply(model).classes()).toList();
  }

  static List<ChartFigure> of(List<ModelFigures> models) {
    List<ChartFigure> charts = new ArrayList<>();
    charts.addAll(new ClassCharts("box", models, ModelFigures::boxes).charts());
    charts.addAll(new ClassCharts("mask", models, ModelFigures::masks).charts());
    return charts;
  }

  private List<ChartFigure> charts() {
    List<Integer> shown = shown();
    if (shown.isEmpty()) {
      return List.of();
    }
    boolean alone = models.size() == 1;
    String measure = Text.format("%s AP", kind);
    String title =
        alone ? Text.format("Classes, %s", measure) : Text.format("Change of %s by class", measure);
    List<Layer> layers = new ArrayList<>();
    for (int model = alone ? 0 : 1; model < models.size(); model++) {
      layers.add(layer(model, shown));
    }
    String axis = alone ? measure : Text.format("Change from %s", models.get(0).name());
    return List.of(
        new ChartFigure(
            "classes-" + kind,
            title,
            description(shown.size()),
            Text.format("Bar chart: %s; the table below has the figures.", title),
            FRAME + shown.size() * (GAP + BAR * layers.size()),
            false,
            new Plot.Bars(
                Axis.free(axis + ", points", ""),
                shown.stream().map(this::name).toList(),
                false,
                "series",
                layers),
            table(measure)));
  }

  private String description(int shown) {
    int all = classCount();
    if (shown == all) {
      return "";
    }
    return models.size() == 1
        ? Text.format("The %d weakest of %d classes.", shown, all)
        : Text.format("The %d of %d classes that change most.", shown, all);
  }

  /** Classes with figures, in their order unless there are too many to show: then the worst. */
  private List<Integer> shown() {
    List<Integer> measured =
        IntStream.range(0, classCount())
            .filter(index -> ReportNumbers.isPrecision(precision(0, index)))
            .boxed()
            .toList();
    if (measured.size() <= MOST_CLASSES) {
      return measured;
    }
    return measured.stream()
        .sorted(Comparator.comparingDouble(this::weight).reversed())
        .limit(MOST_CLASSES)
        .toList();
  }

  private double weight(int index) {
    if (models.size() == 1) {
      return -precision(0, index);
    }
    return IntStream.range(1, models.size())
        .mapToDouble(model -> Math.abs(change(model, index)))
        .max()
        .orElseThrow();
  }

  private Layer layer(int model, List<Integer> shown) {
    List<Double> values =
        shown.stream()
            .map(
                index ->
                    model == 0 ? ReportNumbers.toPoints(precision(0, index)) : change(model, index))
            .toList();
    return new Layer(models.get(model).name(), model, values);
  }

  private Table table(String measure) {
    List<String> names = models.stream().map(ModelFigures::name).toList();
    List<Row> rows = new ArrayList<>();
    for (int index = 0; index < classCount(); index++) {
      List<Cell> cells = new ArrayList<>();
      for (int model = 0; model < models.size(); model++) {
        String change =
            model > 0 && ReportNumbers.isPrecision(precision(0, index))
                ? ReportNumbers.signed(change(model, index))
                : "";
        cells.add(new Cell(ReportNumbers.points(precision(model, index)), change));
      }
      rows.add(new Row(name(index), cells));
    }
    return new Table(
        Text.format("Points of %s by class", measure),
        Table.of("", Table.heads("Class", names), List.of()).columns(),
        List.of(new Table.Group("", rows)));
  }

  private double change(int model, int index) {
    return ReportNumbers.toPoints(precision(model, index) - precision(0, index));
  }

  private double precision(int model, int index) {
    return figures.get(model).get(index).averagePrecision();
  }

  private String name(int index) {
    return figures.get(0).get(index).name();
  }

  private int classCount() {
    return figures.get(0).size();
  }
}
