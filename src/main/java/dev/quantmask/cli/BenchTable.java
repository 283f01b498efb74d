package dev.quantmask.cli;

import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.statistics.Medians;
import dev.quantmask.statistics.Quantile;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.Visible;
import java.io.PrintStream;
import java.util.List;

/** What requests took, as a table in Markdown. */
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
    out.println(
        "| scheme | device | file MB | end to end ms | p10 ms | p90 ms | times faster | network ms"
            + " | limit ms | end to end / limit | network / limit |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    double baseline = Medians.of(models.get(0).endToEnd());
    for (ModelTimes model : models) {
      double endToEnd = Medians.of(model.endToEnd());
      double network = Medians.of(model.network());
      out.print(
          Visible.format(
              "| %s | %s | %.1f | %.1f | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f | %.2f |%n",
              Markdown.plain(model.name()),
              model.device(),
              model.fileMegabytes(),
              endToEnd,
              Quantile.of(model.endToEnd(), LOW),
              Quantile.of(model.endToEnd(), HIGH),
              baseline / endToEnd,
              network,
              model.limit(),
              endToEnd / model.limit(),
              network / model.limit()));
    }
  }
}
