package dev.quantmask.report;

import dev.quantmask.report.Table.Row;
import dev.quantmask.text.Text;
import java.util.List;

/** The study's figures, in a table of their own. */
final class StudyTable {
  private StudyTable() {}

  static Table of() {
    Study before = Study.UNQUANTIZED;
    Study after = Study.DYNAMIC_LINEAR;
    return Table.of(
        "The study’s own figures",
        List.of("", "unquantized", "dynamic (linear layers)", "difference"),
        List.of(
            Row.of(
                "Seconds an image",
                List.of(
                    seconds(before),
                    seconds(after),
                    ReportNumbers.times(Study.speedUp()) + " faster")),
            Row.of(
                "Box AP, points",
                List.of(
                    ReportNumbers.decimal(before.boxPrecision()),
                    ReportNumbers.decimal(after.boxPrecision()),
                    ReportNumbers.signed(after.boxPrecision() - before.boxPrecision())))));
  }

  private static String seconds(Study figures) {
    return Text.format("%.3f", figures.seconds());
  }
}
