package dev.quantmask.tuning;

import dev.quantmask.model.network.Tuning;
import dev.quantmask.report.Comparison;
import dev.quantmask.report.Selection;
import dev.quantmask.statistics.Interval;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says how a candidate was chosen: for the report, and in the archive. */
final class TuningReport {
  private TuningReport() {}

  /** Returns all that was measured on all images, the fastest first. */
  static Selection selection(SearchResult result) {
    Outcome reference = result.finals().get(0);
    List<Outcome> front = Front.of(result.measured(), reference);
    List<Selection.Candidate> candidates = new ArrayList<>();
    for (Outcome outcome : result.measured()) {
      boolean isFinal = result.finals().contains(outcome);
      Interval change = isFinal ? change(outcome, reference) : null;
      double lost = result.merit(outcome).loss();
      candidates.add(
          new Selection.Candidate(
              result.space().name(outcome.candidate()),
              outcome.milliseconds(),
              outcome.boxAp(),
              outcome.maskAp(),
              isFinal
                  ? new Interval(lost, 0 - change.high(), 0 - change.low())
                  : new Interval(lost, Double.NaN, Double.NaN),
              isFinal,
              front.contains(outcome),
              outcome.equals(result.chosen())));
    }
    candidates.sort(Comparator.comparingDouble(one -> one.milliseconds().value()));
    return new Selection(result.goal().text(), result.isReached(), result.candidates(), candidates);
  }

  /** The change of boxes or of masks, whichever lost more. */
  private static Interval change(Outcome outcome, Outcome reference) {
    boolean hasMasks = reference.maskAp() >= 0;
    return hasMasks && outcome.maskChange().value() < outcome.boxChange().value()
        ? outcome.maskChange()
        : outcome.boxChange();
  }

  /** Returns what the archive says of itself. */
  static Tuning tuning(SearchResult result, Comparison comparison) {
    Outcome chosen = result.chosen();
    return new Tuning(
        result.goal().text(),
        result.isReached(),
        settings(result),
        chosen.candidate().number(Axis.THREADS),
        comparison.machine().cpu(),
        chosen.images(),
        result.candidates(),
        chosen.milliseconds().value(),
        chosen.speedUp(),
        chosen.boxAp(),
        chosen.maskAp(),
        chosen.boxChange(),
        chosen.maskChange(),
        comparison.command(),
        comparison.started());
  }

  private static Map<String, String> settings(SearchResult result) {
    Map<String, String> settings = new LinkedHashMap<>();
    result
        .chosen()
        .candidate()
        .values()
        .forEach(
            (axis, value) ->
                settings.put(
                    axis.label(), axis == Axis.LAYERS ? layers(result.layers(), value) : value));
    return settings;
  }

  private static String layers(List<LayerChoice> layers, String name) {
    LayerChoice choice =
        layers.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    List<String> texts = new ArrayList<>();
    add(texts, "fp32", choice.fp32());
    add(texts, "dynamic", choice.dynamic());
    return texts.isEmpty() ? name : String.join("; ", texts);
  }

  private static void add(List<String> texts, String precision, Set<String> layers) {
    if (!layers.isEmpty()) {
      texts.add(Text.format("%s: %s", precision, String.join(", ", new TreeSet<>(layers))));
    }
  }
}
