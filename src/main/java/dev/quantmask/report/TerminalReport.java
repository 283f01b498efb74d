package dev.quantmask.report;

import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;

/** A comparison in two tables, for people at a terminal of 120 columns. */
public final class TerminalReport {
  private TerminalReport() {}

  /** Lines, the last one ended too. */
  public static String of(Comparison comparison) {
    Comparison.DataSet data = comparison.data();
    return selection(comparison.selection())
        + Text.format(
            """
        Milliseconds an image of network and masks, over %d images; 95%% confidence intervals in brackets:

        %s
        AP in points, change against %s:

        %s""",
            data.imageCount(),
            FigureTable.speed(comparison.models()).plain(),
            Visible.line(comparison.models().get(0).name()),
            FigureTable.accuracy(comparison.models()).plain());
  }

  private static String selection(Selection selection) {
    return selection == null
        ? ""
        : Text.format(
            "%s\n\n%s\n",
            String.join("\n", SelectionTable.sentences(selection)),
            SelectionTable.of(selection).plain());
  }
}
