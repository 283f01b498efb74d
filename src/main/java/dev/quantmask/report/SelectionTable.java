package dev.quantmask.report;

import dev.quantmask.report.Selection.Candidate;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Candidates in a table, and the choice in a sentence. */
final class SelectionTable {
  private static final List<String> HEADS =
      List.of("candidate", "ms", "95%", "box AP", "mask AP", "AP lost", "95%", "front", "last", "");

  private SelectionTable() {}

  /** Returns a line a candidate, the head first. */
  static FigureTable of(Selection selection) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADS));
    selection.candidates().forEach(candidate -> rows.add(cells(candidate)));
    return new FigureTable(rows);
  }

  /** Returns the same for the page. */
  static Table page(Selection selection) {
    List<Table.Row> rows = new ArrayList<>();
    for (Candidate candidate : selection.candidates()) {
      List<String> cells = cells(candidate);
      rows.add(Table.Row.of(cells.get(0), cells.subList(1, cells.size())));
    }
    return Table.of("Candidates that were measured on all images", HEADS, rows);
  }

  private static List<String> cells(Candidate candidate) {
    return List.of(
        candidate.name(),
        FigureText.number(candidate.milliseconds().value()),
        range(candidate.milliseconds()),
        FigureText.number(candidate.boxAp()),
        candidate.maskAp() < 0 ? "-" : FigureText.number(candidate.maskAp()),
        Text.format("%.2f", candidate.lost().value()),
        range(candidate.lost()),
        candidate.onFront() ? "yes" : "",
        candidate.compared() ? "yes" : "",
        candidate.chosen() ? "chosen" : "");
  }

  private static String range(Interval interval) {
    return Double.isFinite(interval.low())
        ? Text.format("[%.1f, %.1f]", interval.low(), interval.high())
        : "-";
  }

  /** Returns what was chosen, and for what: a sentence each. */
  static List<String> sentences(Selection selection) {
    Candidate chosen = selection.chosen();
    return List.of(
        Text.format(
            "Of %d candidates %s was chosen: %.1f ms an image, %.2f points of AP lost.",
            selection.measured(),
            chosen.name(),
            chosen.milliseconds().value(),
            chosen.lost().value()),
        Text.format(
            "The goal, %s, is %s.", selection.goal(), selection.reached() ? "reached" : "missed"));
  }
}
