package dev.quantmask.cli;

import dev.quantmask.benchmark.ModelTimes;
import dev.quantmask.benchmark.Phase;
import dev.quantmask.text.Markdown;
import dev.quantmask.text.Text;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where the time of a request goes, as a table in Markdown. */
final class ProfileTable {
  private ProfileTable() {}

  /** Prints it: a row for each phase, medians of milliseconds and their part of the sum. */
  static void print(PrintStream out, List<ModelTimes> models) {
    out.println(
        models.stream()
            .map(model -> Text.format(" %s ms | %% |", Markdown.plain(model.name())))
            .collect(Collectors.joining("", "| phase |", "")));
    out.println("|---|" + "---|---|".repeat(models.size()));
    for (Phase phase : Phase.values()) {
      row(out, phase.label(), models, phase::equals);
    }
    row(out, "**all layers**", models, Phase::isLayers);
    row(out, "**all else**", models, phase -> !phase.isLayers());
    row(out, "**sum**", models, phase -> true);
  }

  private static void row(
      PrintStream out, String label, List<ModelTimes> models, Predicate<Phase> phases) {
    out.println(
        models.stream()
            .map(model -> cells(model, phases))
            .collect(Collectors.joining("", "| " + label + " |", "")));
  }

  private static String cells(ModelTimes model, Predicate<Phase> phases) {
    double part = sum(model, phases);
    double whole = sum(model, phase -> true);
    return Text.format(" %.2f | %.1f |", part, 100 * part / whole);
  }

  private static double sum(ModelTimes model, Predicate<Phase> phases) {
    return Arrays.stream(Phase.values())
        .filter(phases)
        .mapToDouble(phase -> model.phases().get(phase))
        .sum();
  }
}
