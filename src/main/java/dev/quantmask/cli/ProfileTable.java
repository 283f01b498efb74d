package dev.quantmask.cli;

import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.benchmark.Phase;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Prints where the time of a request goes, as a table in Markdown. */
final class ProfileTable {
  private ProfileTable() {}

  /** Prints it: a row for each phase, medians of milliseconds and their part of the sum. */
  static void print(PrintStream out, List<ModelTimes> models) {
    List<String> heads = new ArrayList<>();
    models.forEach(model -> heads.addAll(List.of(Markdown.plain(model.name()) + " ms", "%")));
    MarkdownTable table = new MarkdownTable("phase", heads);
    for (Phase phase : Phase.values()) {
      row(table, phase.label(), models, phase::equals);
    }
    row(table, "**all layers**", models, Phase::isLayers);
    row(table, "**all else**", models, phase -> !phase.isLayers());
    row(table, "**sum**", models, phase -> true);
    out.print(table);
  }

  private static void row(
      MarkdownTable table, String label, List<ModelTimes> models, Predicate<Phase> phases) {
    List<String> cells = new ArrayList<>();
    for (ModelTimes model : models) {
      double part = sum(model, phases);
      cells.add(Text.format("%.2f", part));
      cells.add(Text.format("%.1f", 100 * part / sum(model, phase -> true)));
    }
    table.row(label, cells);
  }

  private static double sum(ModelTimes model, Predicate<Phase> phases) {
    return Arrays.stream(Phase.values())
        .filter(phases)
        .mapToDouble(phase -> model.phases().get(phase))
        .sum();
  }
}
