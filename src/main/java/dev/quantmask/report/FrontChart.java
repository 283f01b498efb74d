package dev.quantmask.report;

import dev.quantmask.report.Plot.Axis;
import dev.quantmask.report.Plot.Point;
import dev.quantmask.report.Selection.Candidate;
import dev.quantmask.report.Table.Row;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.List;

/** Draws box AP against milliseconds, a point a candidate that no other one beats in both. */
final class FrontChart {
  private static final double HEIGHT = 24;
  private static final int OTHER = 0; // colours of the page
  private static final int CHOSEN = 1;

  private FrontChart() {}

  /** None where nothing was chosen. */
  static List<ChartFigure> of(Selection selection) {
    if (selection == null) {
      return List.of();
    }
    List<Candidate> front =
        selection.candidates().stream().filter(one -> one.onFront() || one.chosen()).toList();
    return List.of(
        new ChartFigure(
            "front",
            "The front, and the choice",
            "Up is more accurate, left is faster. No candidate that was measured is better in both"
                + " than one of these. The bars are 95% intervals over the images; that of AP is of"
                + " the difference from the model that was tuned.",
            "Scatter chart of box AP against milliseconds an image; the table below has them.",
            HEIGHT,
            true,
            new Plot.Points(
                Axis.free("Milliseconds an image, median", " ms"),
                Axis.free("Box AP, points", ""),
                front.stream().map(FrontChart::point).toList()),
            table(front)));
  }

  private static Point point(Candidate candidate) {
    double ap = candidate.boxAp();
    Interval lost = candidate.lost();
    boolean isKnown = Double.isFinite(lost.low());
    Interval precision =
        isKnown
            ? new Interval(ap, ap + lost.value() - lost.high(), ap + lost.value() - lost.low())
            : new Interval(ap, ap, ap);
    return new Point(
        name(candidate), candidate.chosen() ? CHOSEN : OTHER, candidate.milliseconds(), precision);
  }

  private static String name(Candidate candidate) {
    return candidate.chosen() ? Text.format("%s (chosen)", candidate.name()) : candidate.name();
  }

  private static Table table(List<Candidate> front) {
    return Table.of(
        "Box AP and milliseconds, by candidate",
        List.of("Candidate", "Milliseconds", "Box AP, points"),
        front.stream()
            .map(
                one ->
                    Row.of(
                        name(one),
                        List.of(
                            ReportNumbers.milliseconds(one.milliseconds().value()),
                            ReportNumbers.decimal(one.boxAp()))))
            .toList());
  }
}
