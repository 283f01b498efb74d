package dev.quantmask.capacity;

import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tables of requests to instances of two cores.
 *
 * @param times by model and scheme
 */
record LoadTables(Map<String, ServiceTimes> times) {
  private static final double SECONDS = 300;
  private static final double FROM = 10;

  MarkdownTable images() {
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "before ms",
            "network ms",
            "network p99",
            "after ms",
            "besides ms",
            "images/s of two cores");
    times.forEach(
        (name, of) -> {
          Work mean = of.mean();
          table.row(
              name,
              ms(mean.before()),
              ms(mean.network()),
              Text.format("%.1f", of.network().get(ServiceTimes.PLACES.indexOf(0.99))),
              ms(mean.after()),
              ms(mean.besides()),
              Text.format("%.1f", of.most(Capacity.CORES)));
        });
    return table;
  }

  private static String ms(double nanos) {
    return Text.format("%.1f", nanos / 1e6);
  }

  MarkdownTable batches() {
    MarkdownTable table = new MarkdownTable("model", "of 1", "of 2", "of 3", "of 4");
    times.forEach(
        (name, of) ->
            table.row(
                name, of.batchCosts().stream().map(cost -> Text.format("%.2f", cost)).toList()));
    return table;
  }

  MarkdownTable loads() {
    MarkdownTable table =
        new MarkdownTable(
            "asked, of the most",
            "steady p99 ms",
            "refused",
            "many clients p99 ms",
            "refused",
            "bursts p99 ms",
            "refused");
    ServiceTimes served = times.get(Capacity.SERVED);
    for (double load : new double[] {0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.2, 2}) {
      double rate = load * served.most(Capacity.CORES);
      List<String> cells = new ArrayList<>();
      for (Arrivals arrivals :
          List.of(
              new Arrivals.Steady(rate),
              new Arrivals.Poisson(rate),
              new Arrivals.Bursts(rate, 4, 1))) {
        Tally tally =
            Fleet.of(1, Capacity.CORES, Capacity.RULES)
                .requests(
                    arrivals.times(SECONDS, Capacity.SEED),
                    served.works(Capacity.SEED),
                    (long) (FROM * 1e9));
        cells.add(Text.format("%.0f", tally.p99()));
        cells.add(notServed(tally));
      }
      table.row(Text.format("%.0f%%", 100 * load), cells);
    }
    return table;
  }

  /** Refused or late. */
  static String notServed(Tally tally) {
    return Text.format(
        "%.1f%%", 100 * (tally.share(Outcome.REFUSED) + tally.share(Outcome.EXPIRED)));
  }

  /** Four instances have four times as much to do from one moment on, and twelve more start. */
  MarkdownTable starts() {
    ServiceTimes served = times.get(Capacity.SERVED);
    double rate = 4 * 0.6 * served.most(Capacity.CORES);
    MarkdownTable table =
        new MarkdownTable(
            "ready after s",
            "refused in the first minute",
            "in five minutes",
            "p99 ms in five minutes");
    for (double ready : new double[] {Capacity.START, 10 + Capacity.START, 30, 60, 120, 300}) {
      LongSteps steps = new LongSteps(4, 16, (long) (ready * 1e9));
      List<String> cells = new ArrayList<>();
      for (double seconds : new double[] {60, 300}) {
        Tally tally =
            Fleet.of(16, Capacity.CORES, Capacity.RULES)
                .requests(
                    new Arrivals.Poisson(4 * rate).times(seconds, Capacity.SEED),
                    served.works(Capacity.SEED),
                    0,
                    steps::at);
        cells.add(notServed(tally));
        if (seconds == 300) {
          cells.add(Text.format("%.0f", tally.p99()));
        }
      }
      table.row(Text.format("%.0f", ready), cells);
    }
    return table;
  }

  private record LongSteps(int before, int after, long time) {
    int at(long now) {
      return now < time ? before : after;
    }
  }
}
