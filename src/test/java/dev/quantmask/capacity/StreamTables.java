package dev.quantmask.capacity;

import dev.quantmask.text.MarkdownTable;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of streams, and that of what they need of the network.
 *
 * @param times by model and scheme
 */
record StreamTables(Map<String, ServiceTimes> times) {
  private static final List<Integer> STREAMS = List.of(10, 1_000, 10_000);

  MarkdownTable streams() {
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "frames/s",
            "answers/s",
            "streams of an instance",
            "p99 ms",
            "dropped",
            "refused",
            "instances for 10",
            "1,000",
            "10,000",
            "machine hours a day for 10",
            "1,000",
            "10,000");
    times.forEach(
        (name, of) -> {
          if (!name.endsWith("static")) {
            return;
          }
          for (double perSecond : new double[] {30, 60}) {
            for (double answers : new double[] {perSecond, 10, 1}) {
              table.row(streams(name, of, perSecond, answers));
            }
          }
        });
    return table;
  }

  private static List<String> streams(
      String name, ServiceTimes of, double perSecond, double answers) {
    StreamCapacity capacity =
        new StreamCapacity(of, Capacity.RULES, Capacity.CORES, perSecond, answers);
    List<String> cells =
        new ArrayList<>(
            List.of(name, Text.format("%.0f", perSecond), Text.format("%.0f", answers)));
    int streams = capacity.streams();
    cells.add(Text.format("%d", streams));
    if (streams == 0) {
      double most = StreamCapacity.answersOf(capacity.one(1), 1);
      cells.add(Text.format("one stream gets %.1f answers/s", most));
      while (cells.size() < 13) {
        cells.add("");
      }
      return cells;
    }
    Tally tally = capacity.all(instances(1_000, streams), 1_000);
    cells.add(Text.format("%.0f", tally.p99()));
    cells.add(Text.format("%.0f%%", 100 * tally.share(Outcome.DROPPED)));
    cells.add(LoadTables.notServed(tally));
    STREAMS.forEach(all -> cells.add(Text.format("%,d", instances(all, streams))));
    STREAMS.forEach(all -> cells.add(Text.format("%,d", Capacity.HOURS * instances(all, streams))));
    return cells;
  }

  private static int instances(int streams, int ofOne) {
    return (streams + ofOne - 1) / ofOne;
  }

  /** Megabits a second. */
  MarkdownTable network() {
    MarkdownTable table =
        new MarkdownTable(
            "kB of a JPEG",
            "a stream of 30/s",
            "of 60/s",
            "streams of 30/s on 1 Gbit/s",
            "on 10 Gbit/s",
            "10,000 streams of 30/s, Gbit/s",
            "ten million, TB");
    for (int kilobytes : new int[] {24, 50, 100, 300, 1_000}) {
      double megabits = kilobytes * 8 * 30 / 1e3;
      table.row(
          Text.format("%,d", kilobytes),
          Text.format("%.1f", megabits),
          Text.format("%.1f", 2 * megabits),
          Text.format("%,d", (int) (1e3 / megabits)),
          Text.format("%,d", (int) (1e4 / megabits)),
          Text.format("%,.0f", 10_000 * megabits / 1e3),
          Text.format("%.2f", Capacity.PILE * kilobytes / 1e9));
    }
    return table;
  }
}
