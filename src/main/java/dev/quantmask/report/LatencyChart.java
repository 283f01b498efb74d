package dev.quantmask.report;

import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Line;
import dev.quantmask.report.Table.Row;
import dev.quantmask.statistics.Quantile;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Draws how many images were done within which time. */
final class LatencyChart {
  private static final double HEIGHT = 20;
  private static final int MOST_STEPS = 400; // of a line: more cannot be seen
  private static final double ROOM = 1.15; // right of the slowest model's 99th percentile
  private static final List<Integer> PERCENTS = List.of(0, 5, 25, 50, 75, 95, 99, 100);

  private LatencyChart() {}

  static List<ChartFigure> of(List<ModelFigures> models) {
    double end = models.stream().mapToDouble(model -> model.latency().p99()).max().orElseThrow();
    List<Line> lines = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ModelFigures model = models.get(i);
      double[] sorted = model.latency().all().clone();
      if (sorted.length == 0) {
        continue;
      }
      Arrays.sort(sorted);
      lines.add(line(model.name(), i, sorted));
      rows.add(
          Row.of(
              model.name(),
              PERCENTS.stream()
                  .map(p -> ReportNumbers.milliseconds(Quantile.of(sorted, p / 100.0)))
                  .toList()));
      words.add(
          Text.format(
              "%s: half within %s ms, 95%% within %s ms",
              model.name(),
              ReportNumbers.milliseconds(model.latency().p50()),
              ReportNumbers.milliseconds(model.latency().p95())));
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    return List.of(
        new ChartFigure(
            "latency",
            "How long an image takes",
            "The share of images that were done within a time: the further left a line, the"
                + " faster, and the steeper, the steadier.",
            "Line chart of the share of images done within a time. "
                + String.join("; ", words)
                + ".",
            HEIGHT,
            false,
            new Plot.Lines(
                Axis.from(0, ROOM * end, "Milliseconds an image"),
                new Axis("Images done", 0.0, 100.0, "%"),
                lines),
            Table.of("Milliseconds an image, by percentile", heads(), rows)));
  }

  private static List<String> heads() {
    Stream<String> percents =
        PERCENTS.stream()
            .map(percent -> percent == 0 ? "least" : percent == 100 ? "most" : "p" + percent);
    return Stream.concat(Stream.of("Model"), percents).toList();
  }

  private static Line line(String name, int colour, double[] sorted) {
    int steps = Math.min(sorted.length, MOST_STEPS);
    double[] x = new double[steps + 1];
    double[] y = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      y[i] = 100.0 * i / steps;
      x[i] = Quantile.of(sorted, y[i] / 100);
    }
    return new Line(name, colour, x, y);
  }
}
