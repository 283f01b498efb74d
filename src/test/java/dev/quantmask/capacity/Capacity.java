package dev.quantmask.capacity;

import dev.quantmask.text.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Simulates the tables of a page, and writes them into it: {@code Capacity PAGE}. The table NAME is
 * between the lines {@code <!-- Table NAME -->} and {@code <!-- End of NAME -->}.
 */
public final class Capacity {
  static final int CORES = 2;
  static final double START = 2; // seconds until an instance is ready: operations.md
  static final long SEED = 21;
  static final int HOURS = 24;
  static final Rules RULES = Rules.DEFAULT.workers(CORES, 1).timeout(Duration.ofSeconds(3));
  static final String SERVED = "bundled static";
  static final long PILE = 10_000_000;

  private String page;

  private Capacity(String page) {
    this.page = page;
  }

  public static void main(String... arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Capacity capacity = new Capacity(Files.readString(file));
    capacity.write(ServiceTimes.read());
    Files.writeString(file, capacity.page);
  }

  private void write(Map<String, ServiceTimes> times) {
    LoadTables loads = new LoadTables(times);
    table("images", loads.images());
    table("batches", loads.batches());
    table("loads", loads.loads());
    table("starts", loads.starts());
    StreamTables streams = new StreamTables(times);
    table("streams", streams.streams());
    table("network", streams.network());
    PileTables piles = new PileTables(times);
    table("spark", piles.spark());
    table("partitions", piles.kafka());
    table("day", piles.day());
  }

  private void table(String name, MarkdownTable table) {
    String begin = "<!-- Table " + name + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf("<!-- End of " + name + " -->");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page: expected " + begin.strip() + " and its end");
    }
    page = page.substring(0, from + begin.length()) + "\n" + table + "\n" + page.substring(to);
  }
}
