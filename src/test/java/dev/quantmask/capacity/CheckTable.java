package dev.quantmask.capacity;

import dev.quantmask.statistics.Medians;
import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Medians of rounds, real beside simulated. Rounds beside which other programs were busy do not
 * count, unless there are no others.
 */
final class CheckTable {
  private final Map<String, List<CheckRound>> rounds = new LinkedHashMap<>();

  void add(String arrivals, CheckRound round) {
    rounds.computeIfAbsent(arrivals, any -> new ArrayList<>()).add(round);
  }

  @Override
  public String toString() {
    MarkdownTable table =
        new MarkdownTable(
            "arrivals",
            "asked /s",
            "answers /s",
            "simulated",
            "p99 ms",
            "simulated",
            "refused, dropped, late",
            "simulated",
            "answers",
            "p99",
            "quiet rounds");
    rounds.forEach((arrivals, all) -> table.row(arrivals, row(all)));
    return table.toString();
  }

  private static List<String> row(List<CheckRound> all) {
    List<CheckRound> quiet = all.stream().filter(CheckRound::isQuiet).toList();
    List<CheckRound> counted = quiet.isEmpty() ? all : quiet;
    double real = Medians.of(counted, round -> round.real().answersPerSecond());
    double simulated = Medians.of(counted, round -> round.simulated().answersPerSecond());
    double realP99 = Medians.of(counted, round -> round.real().p99());
    double simulatedP99 = Medians.of(counted, round -> round.simulated().p99());
    return List.of(
        Text.format("%.1f", Medians.of(counted, CheckRound::asked)),
        Text.format("%.1f", real),
        Text.format("%.1f", simulated),
        Text.format("%.0f", realP99),
        Text.format("%.0f", simulatedP99),
        shares(counted, CheckRound::real),
        shares(counted, CheckRound::simulated),
        difference(counted, Tally::answersPerSecond),
        difference(counted, Tally::p99),
        Text.format("%d of %d", quiet.size(), all.size()));
  }

  private static String shares(List<CheckRound> rounds, Function<CheckRound, Tally> which) {
    List<String> shares = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.REFUSED, Outcome.DROPPED, Outcome.EXPIRED)) {
      double share = Medians.of(rounds, round -> which.apply(round).share(outcome));
      shares.add(Text.format("%.1f", 100 * share));
    }
    return String.join(", ", shares) + "%";
  }

  /** The median of the rounds' own differences: each has the times of its own measurement. */
  private static String difference(List<CheckRound> rounds, ToDoubleFunction<Tally> value) {
    double ratio =
        Medians.of(
            rounds,
            round -> value.applyAsDouble(round.simulated()) / value.applyAsDouble(round.real()));
    return Text.format("%+.0f%%", 100 * (ratio - 1));
  }
}
