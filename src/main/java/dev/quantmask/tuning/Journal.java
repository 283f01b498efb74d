package dev.quantmask.tuning;

import dev.quantmask.io.AtomicFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.Json;
import dev.quantmask.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A laboratory that keeps what was measured in a file, a line of JSON each, and does not measure it
 * again. A search that asks the same gets the same, so it continues where it was; from where it
 * asks something else, what was kept is dropped.
 */
final class Journal implements Laboratory {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path file;
  private final Header header;
  private final Laboratory laboratory;
  private final LongSupplier nanoTime;
  private final List<Entry> entries; // that are asked for, and those that may be
  private int next; // of the entries
  private double seconds; // of those before it

  /**
   * What all of it is of.
   *
   * @param model SHA-256 of the archive, as {@code annotations} of that file
   * @param images how many there are
   * @param cores of the machine
   */
  record Header(int format, String model, String annotations, int images, int cores) {
    static final int CURRENT_FORMAT = 1;
  }

  /**
   * A question, its answer, and the seconds that it took.
   *
   * @param trial null for a choice of layers
   * @param outcomes of the trial
   * @param layerImages images that the choice is of
   * @param layers the choice
   */
  record Entry(
      Trial trial,
      List<Outcome> outcomes,
      int layerImages,
      List<LayerChoice> layers,
      double seconds) {}

  private Journal(
      Path file, Header header, List<Entry> entries, Laboratory laboratory, LongSupplier nanoTime) {
    this.file = file;
    this.header = header;
    this.entries = entries;
    this.laboratory = laboratory;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens a file that may not be there yet.
   *
   * @param nanoTime a clock
   * @throws IOException when it is of something else, saying what differs
   */
  static Journal open(Path file, Header header, Laboratory laboratory, LongSupplier nanoTime)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(file)) {
      String text = new String(ExistingFile.bytes(file), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      requireSame(file, header, lines);
      for (int i = 1; i < lines.size(); i++) {
        entries.add(line(lines.get(i), Entry.class, Text.format("%s, line %d", file, i + 1)));
      }
    }
    return new Journal(file, header, entries, laboratory, nanoTime);
  }

  private static void requireSame(Path file, Header header, List<String> lines) throws IOException {
    Header found =
        lines.isEmpty() ? null : line(lines.get(0), Header.class, Text.format("%s, line 1", file));
    if (!header.equals(found)) {
      throw new IOException(
          Text.format(
              "%s holds measurements of something else: expected %s, found %s; choose another"
                  + " --report",
              file, header, found));
    }
  }

  private static <T> T line(String text, Class<T> type, String place) throws IOException {
    return Json.read(
        text.getBytes(StandardCharsets.UTF_8), type, place + ": expected a line that `tune` wrote");
  }

  /** Returns the seconds that all measurements took so far, those before a resumption too. */
  double seconds() {
    return seconds;
  }

  @Override
  public List<Outcome> measure(Trial trial) throws IOException {
    if (next < entries.size() && trial.equals(entries.get(next).trial())) {
      return pass().outcomes();
    }
    long start = nanoTime.getAsLong();
    List<Outcome> outcomes = laboratory.measure(trial);
    add(new Entry(trial, outcomes, 0, List.of(), secondsSince(start)));
    return outcomes;
  }

  @Override
  public List<LayerChoice> layerChoices(int images) throws IOException {
    if (next < entries.size()
        && entries.get(next).trial() == null
        && entries.get(next).layerImages() == images) {
      know(pass().layers());
      return entries.get(next - 1).layers();
    }
    long start = nanoTime.getAsLong();
    List<LayerChoice> layers = laboratory.layerChoices(images);
    know(layers);
    add(new Entry(null, List.of(), images, layers, secondsSince(start)));
    return layers;
  }

  @Override
  public void know(List<LayerChoice> choices) {
    laboratory.know(choices);
  }

  private Entry pass() {
    Entry entry = entries.get(next++);
    seconds += entry.seconds();
    return entry;
  }

  private double secondsSince(long start) {
    return (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
  }

  private void add(Entry entry) throws IOException {
    entries.subList(next, entries.size()).clear();
    entries.add(entry);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(Json.line(header));
    entries.forEach(each -> lines.writeBytes(Json.line(each)));
    AtomicFile.write(file, lines.toByteArray());
    pass();
  }
}
