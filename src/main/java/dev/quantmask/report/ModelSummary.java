package dev.quantmask.report;

import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.List;

/**
 * Sums a model up in two figures.
 *
 * @param speed {@code 2.93× faster}
 * @param speedRange its interval; empty for none, as {@code changeRange}
 * @param precision {@code 72.1}
 * @param change from the first model, in points
 */
record ModelSummary(
    String name,
    int colour,
    String speed,
    String speedRange,
    String precision,
    String change,
    String changeRange) {

  /** Returns the summaries of all but the first model, or of the only one. */
  static List<ModelSummary> of(List<ModelFigures> models) {
    if (models.size() == 1) {
      return List.of(alone(models.get(0)));
    }
    return models.stream().skip(1).map(model -> compared(model, models.indexOf(model))).toList();
  }

  private static ModelSummary alone(ModelFigures model) {
    String speed = Text.format("%s ms", ReportNumbers.milliseconds(model.latency().p50()));
    return new ModelSummary(model.name(), 0, speed, "", precision(model), "", "");
  }

  private static ModelSummary compared(ModelFigures model, int index) {
    Interval speedUp = model.speedUp();
    Interval change = model.boxChange();
    boolean measured =
        ReportNumbers.isPrecision(model.boxes().averagePrecision()) && change != null;
    return new ModelSummary(
        model.name(),
        index,
        ReportNumbers.times(speedUp.value()) + (speedUp.low() > 1 ? " faster" : " as fast"),
        ReportNumbers.timesRange(speedUp),
        precision(model),
        measured ? ReportNumbers.signed(change.value()) : "",
        measured ? ReportNumbers.pointsRange(change) : "");
  }

  private static String precision(ModelFigures model) {
    return ReportNumbers.points(model.boxes().averagePrecision());
  }
}
