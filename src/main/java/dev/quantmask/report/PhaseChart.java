package dev.quantmask.report;

import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Layer;
import dev.quantmask.report.Table.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws where the time goes: medians of the phases, stacked. */
final class PhaseChart {
  private static final double LEAST_HEIGHT = 20;
  private static final double FRAME = 7; // rem beside the bars
  private static final double BAR = 3;

  private PhaseChart() {}

  static List<ChartFigure> of(List<ModelFigures> models) {
    Set<String> phases = new LinkedHashSet<>();
    models.forEach(model -> phases.addAll(model.latency().phases().keySet()));
    if (phases.isEmpty()) {
      return List.of();
    }
    List<String> names = models.stream().map(ModelFigures::name).toList();
    List<Layer> layers = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (String phase : phases) {
      List<Double> medians =
          models.stream().map(model -> model.latency().phases().getOrDefault(phase, 0.0)).toList();
      layers.add(new Layer(phase, layers.size(), medians));
      rows.add(Row.of(phase, medians.stream().map(ReportNumbers::milliseconds).toList()));
    }
    return List.of(
        new ChartFigure(
            "phases",
            "Where the time goes",
            "The median of each phase, in the order in which they run.",
            "Bar chart of the milliseconds of each phase, stacked, by model; the table below has"
                + " them.",
            Math.max(LEAST_HEIGHT, FRAME + BAR * names.size()),
            false,
            new Plot.Bars(Axis.free("Milliseconds an image", ""), names, true, "phase", layers),
            Table.of("Milliseconds an image, by phase", Table.heads("Phase", names), rows)));
  }
}
