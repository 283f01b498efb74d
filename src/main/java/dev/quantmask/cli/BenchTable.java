package dev.quantmask.cli;

import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.statistics.Medians;
import dev.quantmask.statistics.Quantile;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.io.PrintStream;
import java.util.List;

/** Prints what requests took, as a table in Markdown. */
final class BenchTable {
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  private BenchTable() {}

  /**
   * Prints it.
   *
   * @param models the first is what the others are compared with
   */
  static void print(PrintStream out, List<ModelTimes> models) {
    MarkdownTable table =
        new MarkdownTable(
            "scheme",
            "device",
            "file MB",
            "end to end ms",
            "p10 ms",
            "p90 ms",
            "times faster",
            "network ms",
            "limit ms",
            "end to end / limit",
            "network / limit");
    double baseline = Medians.of(models.get(0).endToEnd());
    for (ModelTimes model : models) {
      double endToEnd = Medians.of(model.endToEnd());
      double network = Medians.of(model.network());
      table.row(
          Markdown.plain(model.name()),
          model.device(),
          Text.format("%.1f", model.fileMegabytes()),
          Text.format("%.1f", endToEnd),
          Text.format("%.1f", Quantile.of(model.endToEnd(), LOW)),
          Text.format("%.1f", Quantile.of(model.endToEnd(), HIGH)),
          Text.format("%.2f", baseline / endToEnd),
          Text.format("%.1f", network),
          Text.format("%.1f", model.limit()),
          Text.format("%.2f", endToEnd / model.limit()),
          Text.format("%.2f", network / model.limit()));
    }
    out.print(table);
  }
}
