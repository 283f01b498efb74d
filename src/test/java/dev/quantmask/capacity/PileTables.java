package dev.quantmask.capacity;

import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tables of ten million images.
 *
 * @param times by model and scheme
 */
record PileTables(Map<String, ServiceTimes> times) {
  private static final double FROM = 10;

  MarkdownTable spark() {
    MarkdownTable table =
        new MarkdownTable("model", "machines", "hours", "machine hours", "images/s");
    times.forEach(
        (name, of) -> {
          for (int machines : new int[] {10, 100, 1_000}) {
            double hours =
                new Pile(Capacity.PILE, machines, Capacity.CORES, 60)
                    .sparkHours(500, of, Capacity.SEED);
            table.row(
                name,
                Text.format("%,d", machines),
                Text.format("%.2f", hours),
                Text.format("%.1f", machines * hours),
                Text.format("%.0f", Capacity.PILE / hours / 3600));
          }
        });
    return table;
  }

  MarkdownTable kafka() {
    MarkdownTable table =
        new MarkdownTable("partitions", "keys", "instances", "hours", "machine hours");
    ServiceTimes served = times.get(Capacity.SERVED);
    for (int keys : new int[] {1_000, 100_000}) {
      for (int partitions : new int[] {12, 100, 400}) {
        for (int machines : new int[] {10, 30, 100}) {
          double hours =
              new Pile(Capacity.PILE, machines, Capacity.CORES, Capacity.START)
                  .kafkaHours(partitions, keys, served, Capacity.SEED);
          table.row(
              partitions,
              Text.format("%,d", keys),
              machines,
              Text.format("%.2f", hours),
              Text.format("%.1f", machines * hours));
        }
      }
    }
    return table;
  }

  /** An instance takes what it can, and the rest waits in the topic. */
  MarkdownTable day() {
    MarkdownTable table =
        new MarkdownTable(
            "instances", "machine hours", "busy", "many clients p99 s", "bursts p99 s");
    ServiceTimes served = times.get(Capacity.SERVED);
    double rate = Capacity.PILE / (Capacity.HOURS * 3600.0);
    for (int instances = (int) Math.ceil(rate / served.most(Capacity.CORES)), i = 0;
        i < 5;
        i++, instances++) {
      Fleet fleet = Fleet.of(instances, Capacity.CORES, Rules.unlimited(Capacity.CORES));
      List<String> cells = new ArrayList<>();
      for (Arrivals arrivals :
          List.of(new Arrivals.Poisson(rate), new Arrivals.Bursts(rate, 4, 60))) {
        Tally tally =
            fleet.requests(
                arrivals.times(3600, Capacity.SEED),
                served.works(Capacity.SEED),
                (long) (FROM * 1e9));
        cells.add(Text.format("%.2f", tally.p99() / 1e3));
      }
      cells.add(0, Text.format("%.0f%%", 100 * rate / instances / served.most(Capacity.CORES)));
      cells.add(0, Text.format("%d", Capacity.HOURS * instances));
      table.row(Text.format("%d", instances), cells);
    }
    return table;
  }
}
