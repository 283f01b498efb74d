package dev.quantmask.report;

import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Line;
import dev.quantmask.report.Table.Row;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Precision by recall, of boxes and of masks, lenient and strict. */
final class PrecisionCharts {
  private static final double HEIGHT = 18;
  private static final int STEPS = 100; // of recall
  private static final int TABLE_STEP = 10;

  private PrecisionCharts() {}

  /** Without the curves of which no model has any. */
  static List<ChartFigure> of(List<ModelFigures> models) {
    List<ChartFigure> charts = new ArrayList<>();
    add(charts, "boxes-50", "Boxes, IoU 0.5", models, m -> m.boxes().precisionAt50());
    add(charts, "boxes-mean", "Boxes, IoU 0.5 to 0.95", models, m -> m.boxes().precision());
    add(charts, "masks-50", "Masks, IoU 0.5", models, m -> m.masks().precisionAt50());
    add(charts, "masks-mean", "Masks, IoU 0.5 to 0.95", models, m -> m.masks().precision());
    return charts;
  }

  private static void add(
      List<ChartFigure> charts,
      String id,
      String title,
      List<ModelFigures> models,
      Function<ModelFigures, double[]> curve) {
    List<Line> lines = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      double[] precision = curve.apply(models.get(i));
      if (isCurve(precision)) {
        lines.add(new Line(models.get(i).name(), i, recalls(), inPercent(precision)));
        names.add(models.get(i).name());
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    charts.add(
        new ChartFigure(
            "precision-" + id,
            title,
            "",
            Text.format(
                "Line chart of precision by recall, of %s; the table below has them.",
                ReportNumbers.list(names)),
            HEIGHT,
            false,
            new Plot.Lines(
                new Axis("Recall", 0.0, 100.0, "%"), new Axis("Precision", 0.0, 100.0, "%"), lines),
            Table.of(
                title + ": precision by recall, percent",
                Table.heads("Recall", names),
                rows(lines))));
  }

  private static boolean isCurve(double[] precision) {
    if (precision.length != STEPS + 1) {
      return false;
    }
    for (double value : precision) {
      if (!ReportNumbers.isPrecision(value)) {
        return false;
      }
    }
    return true;
  }

  private static double[] recalls() {
    double[] recalls = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      recalls[i] = i;
    }
    return recalls;
  }

  private static double[] inPercent(double[] fractions) {
    double[] percent = new double[fractions.length];
    for (int i = 0; i < fractions.length; i++) {
      percent[i] = 100 * fractions[i];
    }
    return percent;
  }

  private static List<Row> rows(List<Line> lines) {
    List<Row> rows = new ArrayList<>();
    for (int recall = 0; recall <= STEPS; recall += TABLE_STEP) {
      int at = recall;
      rows.add(
          Row.of(
              recall + "%",
              lines.stream().map(line -> ReportNumbers.decimal(line.y()[at])).toList()));
    }
    return rows;
  }
}
